import type { IDataObject } from 'n8n-workflow';

import { readField, type ValuesOf } from '../../../common/items/fields';
import type { Item } from '../../../common/items/item';
import type { ItemResult } from '../../../common/items/operation';
import type { Run } from '../api/run';
import { endsWait, isFinal } from '../api/runState';
import type { progressOptions } from '../fields/progress';
import type { retryOptions } from '../fields/retry';
import { whenLongFields, type WaitSettings } from '../fields/wait';
import { endedRunJson, timedOutRunJson } from '../outputs/endedRun';
import { triedRunsJson, withTriedRuns } from '../outputs/triedRuns';
import { unfinishedHint, unfinishedRunError } from '../outputs/unfinishedRun';
import { runResult } from '../outputs/runResult';
import type { OutputSettings } from '../fields/outputSettings';
import type { RunBatch } from '../runBatch';
import { toParkable } from './parkedRuns';
import { planRetries, type Tries } from './retryRun';
import { deadlineOf, startWaitLimit, type WaitLimit } from './waitLimit';
import { waitWithRetries } from './waitWithRetries';

/** From this long on, the user should know that a worker is held. */
const LONG_WAIT_MS = 60_000;

/** How to wait for a run, and what to do with its output. */
export interface WaitPlan
	extends WaitSettings,
		ValuesOf<typeof retryOptions>,
		ValuesOf<typeof progressOptions> {
	/** The run is handed on to be parked if it still runs then; it then also waits for people. */
	inlineUntilMs?: number;
	/** What the run was started with, if it was started here. */
	body?: IDataObject;
	/** The version of its workflow; the current one if it is not known. */
	versionId?: string;
	output: OutputSettings;
}

/**
 * Waits for a run, and for those that are started in its place if it fails, and makes the item.
 *
 * @throws NodeOperationError for a failed run, and what `waitWithRetries` and `runResult` throw, naming
 * the run.
 */
export async function waitAndReport(
	item: Item,
	batch: RunBatch,
	run: Run,
	plan: WaitPlan,
): Promise<ItemResult> {
	batch.tracedRuns.push(run);
	const { inlineUntilMs, body } = plan;
	const limit = startWaitLimit(plan);
	const callsBack = inlineUntilMs !== undefined;
	const retries = planRetries(plan.retryFailedRuns, run, { limit, body, callsBack });
	const tries: Tries = { run, retries };
	const work = async () => {
		const startedAtMs = Date.now();
		await waitWithRetries(item, batch, tries, { ...plan, limit });
		if (endsWait(tries.run.status)) batch.endedItems++;
		if (callsBack && isParkable(tries.run, limit)) {
			return toParkable(tries, plan.output, deadlineOf(limit));
		}
		if (Date.now() - startedAtMs > LONG_WAIT_MS) hintAtParking(item, batch);
		return await report(batch, tries, plan);
	};
	return await withTriedRuns(item.client.node, () => tries.retries, work);
}

/** Parked at its deadline, the execution would stay until n8n checks it, up to a minute. */
const isParkable = ({ status }: Run, limit: WaitLimit): boolean =>
	Date.now() < deadlineOf(limit) && !isFinal(status);

async function report(
	{ client, hints }: RunBatch,
	{ run, retries }: Tries,
	{ whenNotFinished, output }: WaitPlan,
): Promise<ItemResult> {
	if (!isFinal(run.status)) {
		if (whenNotFinished === 'error') throw unfinishedRunError(client.node, run);
		hints.add(unfinishedHint(run));
	}
	const hasEnded = endsWait(run.status);
	const json = hasEnded ? endedRunJson(client.node, run) : timedOutRunJson(run);
	return await runResult(client, hints, run, { ...json, ...triedRunsJson(retries) }, output);
}

/** In a tool, for example, there is no such choice. */
function hintAtParking(item: Item, { parking, hints }: RunBatch): void {
	const isOffered = item.parameter('operation') === 'createAndWait' && 'resumeUrl' in parking;
	if (!isOffered || readField(item, whenLongFields, 'whenLong') !== 'keepWaiting') return;
	const { displayName } = whenLongFields.whenLong.property;
	hints.add(
		`The wait took over a minute and occupied an n8n worker. To free it, set ${displayName} to Pause Execution. Items: {count}.`,
	);
}
