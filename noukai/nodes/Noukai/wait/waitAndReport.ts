import type { IDataObject } from 'n8n-workflow';

import { readField } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import type { ItemResult } from '../../../../common/items/operation';
import type { FlowJob } from '../api/jobs';
import { isFinal } from '../executionKind';
import type { OutputMode } from '../fields/output';
import { whenLongFields, type WaitSettings } from '../fields/wait';
import type { NoukaiBatch } from '../noukaiBatch';
import { endedJobJson, timedOutJobJson } from '../outputs/endedJob';
import { sendResult } from '../outputs/liveResult';
import { namingExecution } from '../outputs/namingExecution';
import { UNFINISHED_HINT, unfinishedJobError } from '../outputs/unfinishedJob';
import type { ParkedFlowJob } from './parkedJobs';
import { waitForJob } from './waitForJob';

/** From this long on, the user should know that a worker is held. */
const LONG_WAIT_MS = 60_000;

/** How to wait for a job, and how its result is to be returned. */
export interface WaitPlan extends WaitSettings {
	/** The job is handed on to be parked if it still runs then. */
	inlineUntilMs?: number;
	mode: OutputMode;
}

/**
 * Waits for a job and makes its item.
 *
 * @throws NodeOperationError for a failed job, and what `waitForJob` throws, naming the execution.
 */
export async function waitAndReport(
	item: Item,
	batch: NoukaiBatch,
	job: FlowJob,
	{ inlineUntilMs, maxWaitMinutes, whenNotFinished, mode }: WaitPlan,
): Promise<ItemResult> {
	const { client } = item;
	const startedAtMs = Date.now();
	const deadlineAtMs = startedAtMs + maxWaitMinutes * 60_000;
	const untilMs = Math.min(deadlineAtMs, inlineUntilMs ?? deadlineAtMs);
	const latest = await namingExecution(client.node, job.id, async () =>
		waitForJob(client, job, untilMs),
	);
	batch.jobs.update(latest);
	const hasEnded = isFinal(latest.status);
	// Parked at its deadline, the execution would stay until n8n checks it, up to a minute.
	if (inlineUntilMs !== undefined && !hasEnded && Date.now() < deadlineAtMs) {
		const ref = toRef(latest, mode);
		return { json: timedOutJobJson(latest, mode), parkable: { ref, deadlineAtMs } };
	}
	if (Date.now() - startedAtMs > LONG_WAIT_MS) hintAtParking(item, batch);
	if (!hasEnded) return unfinished(item, batch, latest, { whenNotFinished, mode });
	const json = endedJobJson(client.node, latest, mode);
	sendResult(item, latest.result);
	return { json };
}

function unfinished(
	{ client }: Item,
	{ hints }: NoukaiBatch,
	job: FlowJob,
	{ whenNotFinished, mode }: Pick<WaitPlan, 'whenNotFinished' | 'mode'>,
): ItemResult {
	if (whenNotFinished === 'error') throw unfinishedJobError(client.node, job);
	hints.add(UNFINISHED_HINT);
	return { json: timedOutJobJson(job, mode) };
}

function toRef({ id, flow, unlistedUntilMs, submission }: FlowJob, mode: OutputMode): IDataObject {
	const ref: ParkedFlowJob = { id, flow, unlistedUntilMs, submission, mode };
	return { ...ref, flow: { ...flow }, submission: submission && { ...submission } };
}

/** In a tool, for example, there is no such choice. */
function hintAtParking(item: Item, { parking, hints }: NoukaiBatch): void {
	const isOffered = item.parameter('operation') === 'executeAsJobAndWait' && 'resumeUrl' in parking;
	if (!isOffered || readField(item, whenLongFields, 'whenLong') !== 'keepWaiting') return;
	const { displayName } = whenLongFields.whenLong.property;
	hints.add(
		`The wait took over a minute and occupied an n8n worker. To free it, set ${displayName} to Pause Execution. Items: {count}.`,
	);
}
