import type { IDataObject } from 'n8n-workflow';

import { toErrorJson, toNodeError, type NodeError } from './errorItem';
import { leavesRunUnsure } from '../http/errors';
import { throwIfCancelled } from '../http/pause';
import type { OutItem } from '../wait/park';
import { MAX_TOLD_IDS, type StartedRuns } from '../../nodes/Noxus/wait/startedRuns';
import type { Batch } from './batch';
import type { ItemResult } from './operation';

/** Does what On Error says with what an item throws. */
export class ErrorGuard {
	private failure: NodeError | undefined;

	constructor(private readonly batch: Batch) {}

	/** Runs an item's work. Once the batch has ended, nothing is begun and nothing comes out. */
	async run(itemIndex: number, work: () => Promise<ItemResult | ItemResult[]>): Promise<OutItem[]> {
		const { parent } = this.batch;
		const pairedItem = { item: itemIndex };
		if (this.batch.hasEnded) return [];
		try {
			return [await work()].flat().map((result) => ({ ...result, pairedItem }));
		} catch (caught) {
			const error = toNodeError(parent.getNode(), caught);
			const isUnsure = leavesRunUnsure(error);
			// Also once the batch has ended: a request that was under way then is told with the others.
			if (isUnsure) this.batch.runs.noteUnsure();
			if (this.batch.hasEnded) return [];
			error.context.itemIndex = itemIndex;
			if (parent.continueOnFail()) {
				if (isUnsure) this.batch.hint(UNSURE_HINT);
				return [{ json: toErrorJson(error), pairedItem }];
			}
			this.failure = error;
			this.batch.end();
			return [];
		}
	}

	/**
	 * Where the batch broke off, stops the runs that it started, as the options say.
	 *
	 * @throws the failure of an item, or NodeOperationError when the execution was stopped.
	 */
	async finish(): Promise<void> {
		if (!this.batch.hasEnded) return;
		const { parent, runs } = this.batch;
		const options = parent.getNodeParameter('options', 0, {}) as IDataObject;
		const isStopWanted =
			this.failure === undefined
				? options.stopRunOnCancel !== false
				: options.onItemFailure === 'stopRuns';
		if (isStopWanted) await runs.stopAll(parent);
		throwIfCancelled(parent);
		if (this.failure !== undefined) throw withStartedRuns(this.failure, runs);
	}
}

const UNSURE_HINT =
	'For {count} of the items that failed, Noxus did not answer whether it has started a run. Look at the runs of the workflow, with Run: Get Many or in Noxus, before you start them again.';

function withStartedRuns(error: NodeError, { ids, unsureCount }: StartedRuns): NodeError {
	// The error tells of its own run and its own request already.
	const isTold = ids.every((id) => id === error.context.runId);
	const unsureOthers = unsureCount - (leavesRunUnsure(error) ? 1 : 0);
	const more = ids.length > MAX_TOLD_IDS ? ` and ${ids.length - MAX_TOLD_IDS} more` : '';
	const lines = [
		!isTold && `Runs started by this execution: ${ids.slice(0, MAX_TOLD_IDS).join(', ')}${more}.`,
		unsureOthers > 0 &&
			`For ${unsureOthers} of the other items, Noxus did not answer whether it has started a run: look for it with Run: Get Many.`,
	].filter(Boolean);
	if (lines.length > 0)
		error.description = [error.description, ...lines].filter(Boolean).join('\n');
	return error;
}
