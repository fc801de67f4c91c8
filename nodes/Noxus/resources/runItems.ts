import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import pLimit from 'p-limit';

import { toErrorJson, type NodeError } from '../outputs/errorItem';
import { throwIfCancelled } from '../transport/pause';
import { park, type OutItem } from '../wait/park';
import { Batch, readMaxConcurrentRuns } from './batch';
import type { ItemResult, Operation } from './operation';
import { lookAgain } from './run/lookAgain';

/**
 * Runs an operation for every input item: the one place with the item loop, On Error and pairedItem.
 * The order of the output is that of the input.
 *
 * @throws NodeApiError or NodeOperationError with the item's index, where On Error is to stop.
 */
export async function runItems(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[]> {
	const batch = new Batch(context);
	const limit = pLimit(operation.isSideBySide ? readMaxConcurrentRuns(context) : 1);
	const guard = new ErrorGuard(batch);
	const inputs = context.getInputData().map((_item, itemIndex) => itemIndex);
	const execute = async (itemIndex: number) =>
		await guard.run(
			itemIndex,
			async () => await operation.execute(batch.context, itemIndex, batch),
		);
	const look = async (item: OutItem) =>
		await guard.run(item.pairedItem.item, async () => await lookAgain(batch.context, item));

	const first = await Promise.all(inputs.map(async (i) => await limit(execute, i)));
	const items = await Promise.all(first.flat().map(async (item) => await limit(look, item)));
	await guard.finish();
	return await leave(batch, items.flat());
}

/** Hands the items on, or parks the execution while runs go on. */
async function leave(batch: Batch, items: OutItem[]): Promise<INodeExecutionData[]> {
	batch.showHints();
	const { parking } = batch;
	if ('resumeUrl' in parking && items.some(({ parkable }) => parkable !== undefined)) {
		return await park(batch.parent, items, parking.resumeUrl);
	}
	return items.map(({ json, pairedItem }) => ({ json, pairedItem }));
}

/** Does what On Error says with what an item throws. */
class ErrorGuard {
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

/** So many ids are told; a user with more looks them up in Noxus. */
const MAX_TOLD_IDS = 50;

function withStartedRuns(error: NodeError, runIds: string[]): NodeError {
	// The error names its own run already.
	if (runIds.every((id) => id === error.context.runId)) return error;
	const more = runIds.length > MAX_TOLD_IDS ? ` and ${runIds.length - MAX_TOLD_IDS} more` : '';
	const told = `Runs started by this execution: ${runIds.slice(0, MAX_TOLD_IDS).join(', ')}${more}`;
	error.description = [error.description, told].filter(Boolean).join('\n');
	return error;
}
