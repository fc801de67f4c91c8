import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';

import { toErrorJson, type NodeError } from '../outputs/errorItem';
import { throwIfCancelled } from '../transport/pause';
import type { OutItem } from '../wait/park';
import { MAX_TOLD_IDS } from '../wait/startedRuns';
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
			if (this.batch.hasEnded) return [];
			const error = toNodeError(parent, caught, itemIndex);
			if (parent.continueOnFail()) return [{ json: toErrorJson(error), pairedItem }];
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
		if (this.failure !== undefined) throw withStartedRuns(this.failure, runs.ids);
	}
}

function toNodeError(context: IExecuteFunctions, caught: unknown, itemIndex: number): NodeError {
	if (!(caught instanceof NodeApiError || caught instanceof NodeOperationError)) {
		return new NodeOperationError(context.getNode(), caught as Error, { itemIndex });
	}
	caught.context.itemIndex = itemIndex;
	return caught;
}

function withStartedRuns(error: NodeError, runIds: string[]): NodeError {
	// The error names its own run already.
	if (runIds.every((id) => id === error.context.runId)) return error;
	const more = runIds.length > MAX_TOLD_IDS ? ` and ${runIds.length - MAX_TOLD_IDS} more` : '';
	const told = `Runs started by this execution: ${runIds.slice(0, MAX_TOLD_IDS).join(', ')}${more}`;
	error.description = [error.description, told].filter(Boolean).join('\n');
	return error;
}
