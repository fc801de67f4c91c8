import { sleep, type IWebhookFunctions } from 'n8n-workflow';

import { asObject } from '../util/json';
import type { RunRef } from '../../nodes/Noxus/api/runs';
import { isFinal } from '../../nodes/Noxus/api/runState';
import { findAllEnded, type EndedRuns, type Tally } from './parkingProgress';

/** Before each look: the API may be a little behind the callback, and it may be the last one. */
const DELAYS_MS = [0, 1_000, 2_000, 4_000];

/** No other look is begun after this, so that one who sends many callbacks cannot hold them open for long. */
const MAX_LOOKING_MS = 15_000;

/**
 * The run of this parking of which a callback says that it has ended; undefined where it says
 * nothing of the kind. Nothing in it is proven.
 */
export function runSaidToHaveEnded(body: unknown, runs: RunRef[]): string | undefined {
	const { run_id: runId, status } = asObject(body) ?? {};
	const isOurs = runs.some((ref) => ref.runId === runId);
	return isOurs && isFinal(status) ? (runId as string) : undefined;
}

/**
 * `findAllEnded`, and again a little later while the API does not show the end that a callback told.
 * Gives `behind` where it still does not: the callback has to come again. Throws like `findAllEnded`.
 */
export async function findAllEndedSoon(
	context: IWebhookFunctions,
	runs: RunRef[],
	tally: Tally,
	toldRunId: string | undefined,
): Promise<EndedRuns | undefined | 'behind'> {
	const lastLookAtMs = Date.now() + MAX_LOOKING_MS;
	for (const delayMs of DELAYS_MS) {
		if (delayMs > 0) await sleep(delayMs);
		if (Date.now() > lastLookAtMs) break;
		if (toldRunId !== undefined) tally.told.add(toldRunId);
		const ended = await findAllEnded(context, runs, tally);
		const isShown = toldRunId === undefined || tally.ended.has(toldRunId);
		if (isShown) return ended;
	}
	return 'behind';
}
