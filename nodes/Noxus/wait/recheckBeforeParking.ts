import { endedRunJson, timedOutRunJson, withRunId } from '../outputs/endedRun';
import type { OutItem } from '../../../common/wait/park';
import { RunReader } from './readRun';
import { isFinal } from '../api/runState';
import type { Batch } from '../../../common/items/batch';
import type { ItemResult } from '../../../common/items/operation';
import { runResult } from '../outputs/runResult';

/**
 * Reads a run once more before the execution is parked for it: its callback may have come while the
 * execution could not take it. Other items are handed through. A Noxus that is away for the moment
 * is no reason not to park.
 *
 * @throws NodeOperationError for a failed run, and whatever `RunReader.read` and `runResult` throw,
 * naming the run.
 */
export async function lookAgain(
	batch: Batch,
	{ json, binary, parkable }: OutItem,
): Promise<ItemResult> {
	if (parkable === undefined) return { json, binary };
	const { context } = batch;
	const reader = new RunReader(context, parkable.run, parkable.deadlineAtMs);
	const run = await withRunId(context, parkable.run, async () => await reader.read());
	if (isFinal(run.status)) {
		const ended = endedRunJson(context.getNode(), run);
		return await runResult(context, batch, run, ended, parkable.output);
	}
	return { json: timedOutRunJson(run), parkable: { ...parkable, run } };
}
