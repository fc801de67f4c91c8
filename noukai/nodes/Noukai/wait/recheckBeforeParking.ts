import type { ItemResult, OutItem } from '../../../../common/items/operation';
import type { FlowJob } from '../api/jobs';
import { isFinal } from '../executionKind';
import type { NoukaiBatch } from '../noukaiBatch';
import { endedJobJson, timedOutJobJson } from '../outputs/endedJob';
import { namingExecution } from '../outputs/namingExecution';
import type { ParkedFlowJob } from './parkedJobs';
import { readerOf } from './waitForJob';

/**
 * Reads a job once more before the execution is parked for it: its callback may have come while the
 * execution could not accept it. A Noukai that is unreachable at the moment is no reason not to park.
 *
 * @throws NodeOperationError for a failed job, and what `JobReader.read` throws, naming the execution.
 */
export async function recheckBeforeParking(
	{ client }: NoukaiBatch,
	{ json, binary, parkable }: OutItem,
): Promise<ItemResult> {
	if (parkable === undefined) return { json, binary };
	const ref = parkable.ref as unknown as ParkedFlowJob;
	const known: FlowJob = { ...ref, status: String(json.status), result: null, errorMessage: null };
	const reader = readerOf(client, known, parkable.deadlineAtMs);
	const job = await namingExecution(client.node, ref.id, async () => await reader.read());
	if (isFinal(job.status)) return { json: endedJobJson(client.node, job, ref.mode) };
	return { json: timedOutJobJson(job, ref.mode), parkable };
}
