import type { ItemResult, OutItem } from '../../../common/items/operation';
import { JobReader } from '../../../common/wait/jobReader';
import { unknownRun, withWorkflowName } from '../api/run';
import { isFinal } from '../api/runState';
import { endedRunJson, timedOutRunJson, withRunId } from '../outputs/endedRun';
import { runResult } from '../outputs/runResult';
import type { RunBatch } from '../runBatch';
import type { ParkedRun } from './parkedRuns';

/**
 * Reads a run once more before the execution is parked for it: its callback may have come while the
 * execution could not accept it. A Noxus that is unreachable at the moment is no reason not to park.
 *
 * @throws NodeOperationError for a failed run, and what `JobReader.read` and `runResult` throw, naming
 * the run.
 */
export async function recheckBeforeParking(
	{ client, hints, openRuns }: RunBatch,
	{ json, binary, parkable }: OutItem,
): Promise<ItemResult> {
	if (parkable === undefined) return { json, binary };
	const ref = parkable.ref as unknown as ParkedRun;
	const { runId, workflowId, workflowName } = ref;
	const known = withWorkflowName(unknownRun(runId, workflowId), workflowName);
	const latest = { ...known, status: String(json.status) };
	const reader = new JobReader(client, latest, parkable.deadlineAtMs, openRuns.read);
	const run = await withRunId(client.node, latest, async () => await reader.read());
	if (isFinal(run.status)) {
		return await runResult(client, hints, run, endedRunJson(client.node, run), ref.output);
	}
	return { json: run === latest ? json : timedOutRunJson(run), parkable };
}
