import pLimit from 'p-limit';

import { Turns } from './turns';
import type { Batch } from './batch';
import { ErrorGuard } from './errorGuard';
import { Item } from './item';
import type { BreakOffSettings, ItemResult, Operation, OutItem } from './operation';
import type { Job } from './startedJobs';

const STOP_NONE: BreakOffSettings = { stopsOnCancel: false, stopsOnFailure: false };

/**
 * Runs an operation for every input item: the one place with the item loop. The order of the output
 * is that of the input.
 *
 * @param recheck reads a job once more before the execution is parked for it.
 * @throws NodeApiError or NodeOperationError with the item's index, if On Error is set to stop.
 */
export async function runItems<J extends Job, B extends Batch<J>>(
	batch: B,
	operation: Operation<B, J>,
	recheck: (batch: B, item: OutItem) => Promise<ItemResult>,
): Promise<OutItem[]> {
	const { client, parent } = batch;
	const { itemsAtOnce = 1, readBreakOff } = operation;
	const first = new Item(client, 0);
	const limit = pLimit(typeof itemsAtOnce === 'number' ? itemsAtOnce : itemsAtOnce(first));
	const guard = new ErrorGuard<J>(batch);
	const turns = new Turns();
	const execute = async (itemIndex: number) => {
		await turns.next();
		return await guard.run(
			itemIndex,
			async () => await operation.execute(new Item(client, itemIndex), batch),
		);
	};
	const check = async (item: OutItem) =>
		item.parkable === undefined
			? [item]
			: await guard.run(item.pairedItem.item, async () => await recheck(batch, item));

	const indexes = parent.context.getInputData().map((_item, itemIndex) => itemIndex);
	const results = await Promise.all(indexes.map(async (i) => await limit(execute, i)));
	const items = await Promise.all(results.flat().map(async (item) => await limit(check, item)));
	await guard.finish(batch.hasEnded ? (readBreakOff?.(first) ?? STOP_NONE) : STOP_NONE);
	return items.flat();
}
