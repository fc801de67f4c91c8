import type { IExecuteFunctions } from 'n8n-workflow';

import type { OutputSettings } from '../outputs/settings';
import type { WaitSettings } from '../inputs/waitSettings';
import { endedRunJson, timedOutRunJson, withRunId } from '../outputs/endedRun';
import { liveText } from '../outputs/liveText';
import type { Run } from '../api/run';
import { endsWait, isFinal } from '../api/runState';
import { waitForRun } from './waitForRun';
import type { Batch } from '../../../common/items/batch';
import type { ItemResult } from '../../../common/items/operation';
import { runResult } from '../outputs/runResult';

/** From this long on, holding a worker is worth a word. */
const LONG_WAIT_MS = 60_000;

/**
 * Waits for a run and makes its item. With `inlineUntilMs`, the run is handed on to be parked when
 * it goes on at that time; it then also waits for people.
 *
 * @throws NodeOperationError for a failed run, and whatever `waitForRun` and `runResult` throw,
 * naming the run.
 */
export async function waitAndReport(
	context: IExecuteFunctions,
	itemIndex: number,
	batch: Batch,
	run: Run,
	settings: WaitSettings & { inlineUntilMs?: number; output: OutputSettings },
): Promise<ItemResult> {
	const startedAtMs = Date.now();
	const deadlineAtMs = startedAtMs + settings.maxWaitMs;
	const { inlineUntilMs, follow, output } = settings;
	const live = liveText(context, itemIndex);
	const latest = await withRunId(context, run, async () =>
		waitForRun(context, run, {
			deadlineAtMs: Math.min(deadlineAtMs, inlineUntilMs ?? deadlineAtMs),
			follow,
			onEvent: live.onEvent,
			onFallback: (reason) => batch.hint(`Polling was used: ${reason}. Items: {count}.`),
		}).finally(live.end),
	);
	batch.runs.update(latest);
	// Parked at its deadline, the execution would sit there until n8n looks for it, up to a minute.
	const isInTime = Date.now() < deadlineAtMs;
	if (inlineUntilMs !== undefined && isInTime && !isFinal(latest.status)) {
		return { json: timedOutRunJson(latest), parkable: { run: latest, deadlineAtMs, output } };
	}
	const isKept = context.getNodeParameter('whenLong', 0, '') === 'keepWaiting';
	// In a tool, for example, there is no such choice.
	if (isKept && Date.now() - startedAtMs > LONG_WAIT_MS && 'resumeUrl' in batch.parking) {
		batch.hint(
			'The wait took over a minute and held a worker of n8n. "When the Run Takes Long: Free the Worker" sets the execution aside meanwhile. Items: {count}.',
		);
	}
	const json = endsWait(latest.status)
		? endedRunJson(context.getNode(), latest)
		: timedOutRunJson(latest);
	return await runResult(context, batch, latest, json, output);
}
