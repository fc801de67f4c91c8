import type { Item } from '../../../common/items/item';
import type { ItemResult } from '../../../common/items/operation';
import type { Rerun } from '../../../common/wait/rerun';
import { unknownRun, withWorkflowName } from '../api/run';
import { failedRunError } from '../outputs/endedRun';
import { withTriedRuns } from '../outputs/triedRuns';
import { QUICK_ITEMS_AT_ONCE, type NoxusOperation, type RunBatch } from '../runBatch';
import { toParkable, type ParkedRun } from './parkedRuns';
import { retryDelayMs, startRetry, type Tries } from './retryRun';
import { deadlineOf } from './waitLimit';

/**
 * What the node does when all runs of a parked execution have ended, and some of them failed and may be
 * retried: it starts those again, and the execution is parked once more. The other items are passed on.
 */
export function retryParked(rerun: Rerun): NoxusOperation {
	let paused: Promise<void> | undefined;
	return {
		fields: [],
		itemsAtOnce: QUICK_ITEMS_AT_ONCE,
		async execute(item, batch) {
			const tries = triesOf(rerun, item);
			if (tries === undefined) return { json: item.data.json, binary: item.data.binary };
			const { node } = batch.client;
			return await withTriedRuns(
				node,
				() => tries.retries,
				async () => {
					if (rerun.isRepeated) throw failedRunError(node, tries.run);
					// All items at once, or many of them would wait for the pauses of the others.
					paused ??= pauseForAll(rerun, batch);
					await paused;
					return await startAgain(batch, tries, rerun.refOf(item.index) as unknown as ParkedRun);
				},
			);
		},
	};
}

/** The run of an item that has failed, and what it takes to start it again; undefined for a result. */
function triesOf(rerun: Rerun, { index }: Pick<Item, 'index'>): Required<Tries> | undefined {
	const ref = rerun.refOf(index) as unknown as ParkedRun | undefined;
	if (ref?.retries === undefined) return undefined;
	const { runId, workflowId, workflowName, retries } = ref;
	const known = withWorkflowName(unknownRun(runId, workflowId), workflowName);
	const errorMessage = retries.failedRuns.at(-1)?.errorMessage ?? null;
	return { run: { ...known, status: 'failed', errorMessage }, retries };
}

/** Pauses for as long as the item needs that has been retried most often. */
async function pauseForAll(rerun: Rerun, { client, parent }: RunBatch): Promise<void> {
	const delays = parent.context.getInputData().map((_item, index) => {
		const tries = triesOf(rerun, { index });
		return (tries && retryDelayMs(tries)) ?? 0;
	});
	await client.pause(Math.max(...delays));
}

async function startAgain(
	batch: RunBatch,
	tries: Required<Tries>,
	{ output }: ParkedRun,
): Promise<ItemResult> {
	if (!(await startRetry(batch, tries))) throw failedRunError(batch.client.node, tries.run);
	return toParkable(tries, output, deadlineOf(tries.retries.limit));
}
