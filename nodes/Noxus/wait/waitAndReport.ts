import type { IDataObject } from 'n8n-workflow';

import { readField } from '../../../common/items/fields';
import type { Item } from '../../../common/items/item';
import { openLiveText, type LiveText } from '../../../common/items/liveText';
import type { ItemResult } from '../../../common/items/operation';
import type { Run } from '../api/run';
import type { RunEvent } from '../api/runEvents';
import { endsWait, isFinal } from '../api/runState';
import { whenLongFields, type WaitSettings } from '../fields/wait';
import { endedRunJson, timedOutRunJson, withRunId } from '../outputs/endedRun';
import { unfinishedHint, unfinishedRunError } from '../outputs/unfinishedRun';
import { runResult } from '../outputs/runResult';
import type { OutputSettings } from '../fields/outputSettings';
import type { RunBatch } from '../runBatch';
import type { ParkedRun } from './parkedRuns';
import { waitForRun } from './waitForRun';

/** From this long on, the user should know that a worker is held. */
const LONG_WAIT_MS = 60_000;

/** How to wait for a run, and what to do with its output. */
export interface WaitPlan extends WaitSettings {
	/** The run is handed on to be parked if it still runs then; it then also waits for people. */
	inlineUntilMs?: number;
	output: OutputSettings;
}

/**
 * Waits for a run and makes its item.
 *
 * @throws NodeOperationError for a failed run, and what `waitForRun` and `runResult` throw, naming the
 * run.
 */
export async function waitAndReport(
	item: Item,
	batch: RunBatch,
	run: Run,
	{ inlineUntilMs, follow, maxWaitMinutes, whenNotFinished, output }: WaitPlan,
): Promise<ItemResult> {
	const { client } = item;
	const startedAtMs = Date.now();
	const deadlineAtMs = startedAtMs + maxWaitMinutes * 60_000;
	const live = openLiveText(item);
	const latest = await withRunId(client.node, run, async () =>
		waitForRun(client, run, {
			deadlineAtMs: Math.min(deadlineAtMs, inlineUntilMs ?? deadlineAtMs),
			follow,
			onEvent: live && ((event) => sendText(live, event)),
			onFallback: (reason) => batch.hints.add(`Polling was used: ${reason}. Items: {count}.`),
		}).finally(() => live?.end()),
	);
	batch.jobs.update(latest);
	// Parked at its deadline, the execution would stay until n8n checks it, up to a minute.
	const isInTime = Date.now() < deadlineAtMs;
	if (inlineUntilMs !== undefined && isInTime && !isFinal(latest.status)) {
		return {
			json: timedOutRunJson(latest),
			parkable: { ref: toRef(latest, output), deadlineAtMs },
		};
	}
	if (Date.now() - startedAtMs > LONG_WAIT_MS) hintAtParking(item, batch);
	if (!isFinal(latest.status)) {
		if (whenNotFinished === 'error') throw unfinishedRunError(client.node, latest);
		batch.hints.add(unfinishedHint(latest));
	}
	const hasEnded = endsWait(latest.status);
	const json = hasEnded ? endedRunJson(client.node, latest) : timedOutRunJson(latest);
	return await runResult(client, batch.hints, latest, json, output);
}

/** The text pieces of the run's `content` events. */
function sendText(live: LiveText, { type, data }: RunEvent): void {
	if (type === 'content' && typeof data.content === 'string') live.send(data.content);
}

function toRef({ id: runId, workflowId, workflowName }: Run, output: OutputSettings): IDataObject {
	const named = workflowName === undefined ? {} : { workflowName };
	const ref: ParkedRun = { runId, workflowId, ...named, output };
	return { ...ref, output: { ...output } };
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
