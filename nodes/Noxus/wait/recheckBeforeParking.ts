import type { ItemResult, OutItem } from '../../../common/items/operation';
import { JobReader } from '../../../common/wait/jobReader';
import { unknownRun, withWorkflowName } from '../api/run';
import { isFinal } from '../api/runState';
import { endedRunJson, timedOutRunJson, withRunId } from '../outputs/endedRun';
import { runResult } from '../outputs/runResult';
import { triedRunsJson, withTriedRuns } from '../outputs/triedRuns';
import type { RunBatch } from '../runBatch';
import { toParkable, type ParkedRun } from './parkedRuns';
import { noteState, retryAfterPause, type Tries } from './retryRun';

/**
 * Reads a run once more before the execution is parked for it: its callback may have come while the
 * execution could not accept it. If it has failed and may be retried, the new run is parked for. A Noxus
 * that is unreachable at the moment is no reason not to park.
 *
 * @throws NodeOperationError for a failed run, and what `JobReader.read`, `retryAfterPause` and
 * `runResult` throw, naming the run.
 */
export async function recheckBeforeParking(
	batch: RunBatch,
	{ json, binary, parkable }: OutItem,
): Promise<ItemResult> {
	if (parkable === undefined) return { json, binary };
	const { client, hints, openRuns } = batch;
	const { runId, workflowId, workflowName, output, retries } = parkable.ref as unknown as ParkedRun;
	const known = withWorkflowName(unknownRun(runId, workflowId), workflowName);
	const latest = { ...known, status: String(json.status) };
	const tries: Tries = { run: latest, retries };
	return await withTriedRuns(
		client.node,
		() => tries.retries,
		async () => {
			const reader = new JobReader(client, latest, parkable.deadlineAtMs, openRuns.read);
			const run = await withRunId(client.node, latest, async () => await reader.read());
			noteState(tries, run);
			if (await retryAfterPause(batch, tries))
				return toParkable(tries, output, parkable.deadlineAtMs);
			const tried = triedRunsJson(tries.retries);
			if (isFinal(run.status)) {
				const ended = { ...endedRunJson(client.node, run), ...tried };
				return await runResult(client, hints, run, ended, output);
			}
			return { json: run === latest ? json : { ...timedOutRunJson(run), ...tried }, parkable };
		},
	);
}
