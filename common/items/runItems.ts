import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';

import { park, toOutput, type OutItem } from '../wait/park';
import { Batch, readMaxConcurrentRuns } from './batch';
import { ErrorGuard } from './errorGuard';
import type { Operation } from './operation';
import { lookAgain } from '../../nodes/Noxus/wait/recheckBeforeParking';

/**
 * Runs an operation for every input item: the one place with the item loop.
 * The order of the output is that of the input.
 *
 * @throws NodeApiError or NodeOperationError with the item's index, where On Error is to stop.
 */
export async function runItems(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[]> {
	const batch = new Batch(context);
	const { isSideBySide, itemsAtOnce = 1 } = operation;
	const limit = pLimit(isSideBySide ? readMaxConcurrentRuns(context) : itemsAtOnce);
	const guard = new ErrorGuard(batch);
	const inputs = context.getInputData().map((_item, itemIndex) => itemIndex);
	const execute = async (itemIndex: number) =>
		await guard.run(
			itemIndex,
			async () => await operation.execute(batch.context, itemIndex, batch),
		);
	const look = async (item: OutItem) =>
		await guard.run(item.pairedItem.item, async () => await lookAgain(batch, item));

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
	return items.map(toOutput);
}
