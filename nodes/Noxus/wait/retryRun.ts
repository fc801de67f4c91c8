import type { IDataObject } from 'n8n-workflow';

import { backoffMs, type Backoff } from '../../../common/http/retry';
import { withWorkflowName, type Run } from '../api/run';
import { createRun, readCreateBody } from '../api/runs';
import { withFailedRun, type TriedRuns } from '../outputs/triedRuns';
import type { RunBatch } from '../runBatch';
import { deadlineOf, noteProgress, type WaitLimit } from './waitLimit';

/** Before each retry. What made a run fail, such as a model that is overloaded, may take a while to pass. */
const RETRY_BACKOFF: Backoff = { firstMs: 4_000, factor: 2, capMs: 60_000 };

/** What it takes to start the run of an item again. Plain JSON, because it is kept with a parked execution. */
export interface RunRetries extends TriedRuns {
	maxRetries: number;
	/** Over all tries. */
	limit: WaitLimit;
	/** Of the request that started the first run, without the resume URL. Noxus is asked if it is missing. */
	body?: IDataObject;
	/** Whether the runs call the execution back. */
	callsBack: boolean;
}

/** The retries of an item whose first run was started or found; undefined if it has none. */
export function planRetries(
	maxRetries: number,
	first: Run,
	more: Omit<RunRetries, 'maxRetries' | keyof TriedRuns>,
): RunRetries | undefined {
	if (maxRetries === 0) return undefined;
	return { maxRetries, runIds: [first.id], failedRuns: [], ...more };
}

/** The run of an item as it was last read, and what it takes to start it again, if it may be. */
export interface Tries {
	run: Run;
	retries?: RunRetries;
}

/**
 * How long to pause before the run of an item is started again, in ms; undefined if it is not, because
 * it has not failed, there were enough retries, or the time is over.
 */
export function retryDelayMs({ run, retries }: Tries): number | undefined {
	if (retries === undefined || run.status !== 'failed') return undefined;
	const { maxRetries, failedRuns, limit } = retries;
	if (failedRuns.length > maxRetries) return undefined;
	const delayMs = backoffMs(failedRuns.length, RETRY_BACKOFF, Math.random);
	return Date.now() + delayMs < deadlineOf(limit) ? delayMs : undefined;
}

/** Takes over the state of the run, and notes it if it has failed. */
export function noteState(tries: Tries, run: Run): void {
	tries.run = run;
	if (tries.retries === undefined || run.status !== 'failed') return;
	tries.retries = withFailedRun(tries.retries, run);
}

/**
 * Starts a new run in place of one that failed, with the same workflow and input, and returns whether
 * it has: Noxus may not return that input. The request is sent as any that starts a run, so never again
 * if it may have started one.
 *
 * @throws NodeApiError like `ApiClient.send`.
 */
export async function startRetry(batch: RunBatch, tries: Tries): Promise<boolean> {
	const { run: failed, retries } = tries;
	if (retries === undefined) return false;
	const { client, jobs, hints, tracedRuns } = batch;
	const { id: runId, workflowId, workflowName } = failed;
	const body = retries.body ?? (await readCreateBody(client, { runId, workflowId }));
	if (body === undefined) {
		hints.add('{count} of the failed runs were not retried: Noxus does not return their input.');
		return false;
	}
	const callback = retries.callsBack ? callbackOf(batch) : {};
	const created = await createRun(client, workflowId, { ...body, ...callback });
	tries.run = withWorkflowName(created, workflowName);
	tries.retries = { ...retries, runIds: [...retries.runIds, created.id] };
	jobs.add(tries.run);
	tracedRuns.push(tries.run);
	noteProgress(retries.limit);
	return true;
}

function callbackOf({ parking }: RunBatch): IDataObject {
	return 'resumeUrl' in parking ? { callback_url: parking.resumeUrl } : {};
}

/**
 * The same after a pause, if the run has failed and may be retried.
 *
 * @throws NodeOperationError when the execution was stopped; throws like `startRetry`.
 */
export async function retryAfterPause(batch: RunBatch, tries: Tries): Promise<boolean> {
	const delayMs = retryDelayMs(tries);
	if (delayMs === undefined) return false;
	await batch.client.pause(delayMs);
	return await startRetry(batch, tries);
}
