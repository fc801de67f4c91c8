import { NodeApiError, sleep, type IWebhookFunctions } from 'n8n-workflow';
import type { Limit } from 'p-limit';

import type { ApiClient } from '../../../common/http/apiClient';
import { refusalStatusCode } from '../../../common/http/errors';
import { takeFromAll } from '../../../common/util/rateBudget';
import { SharedWork } from '../../../common/util/sharedWork';
import {
	CONFIRMED_AT_ONCE,
	triggerKey,
	triggerState,
	unprovenReadsOf,
	type TriggerState,
} from '../../../common/webhook/triggerState';
import type { Run } from '../api/run';
import { getRun } from '../api/runs';
import { isFinal } from '../api/runState';
import type { Verdict } from './proof';

/** For the user or Noxus to correct: these say nothing about the callback. */
const NO_VERDICT_STATUS_CODES = new Set([0, 401, 403, 408, 425, 429]);

/** The sender waits for the answer; an API that is unreachable must not delay it for long. */
const TIMEOUT_MS = 5_000;
const MAX_ATTEMPTS = 2;
const MAX_CONFIRM_MS = 10_000;

/** Callbacks of one trigger that may wait to be confirmed. */
const MAX_WAITING = 100;

/** Noxus may call back a moment before its API shows the end of the run. */
const RECHECK_AFTER_MS = [1_000, 2_000];
const MAX_RECHECKING = 20;
/** No later check changes these. */
const KEY_REFUSED = new Set([401, 403]);

const FORGED: Verdict = {
	kind: 'forged',
	reason: 'This run was not found in Noxus, or it has a different status.',
};

/** What one check finds out; a later one may find out more if it says so. */
type Finding = Verdict & { mayChange?: boolean };

type Client = ApiClient<IWebhookFunctions>;

/** Of all triggers in this process. */
const confirmations = new SharedWork<Verdict>();

/**
 * Reads the run that a callback names: genuine is what the API knows, in the status that the callback
 * claims. The returned run is the API's. Callbacks without a token share a small budget of reads, so
 * that a flood of them takes nothing from those with one, nor from other nodes. Never throws.
 *
 * @param hasToken whether the callback has a valid token.
 */
export async function confirmWithNoxus(
	client: Client,
	claimed: Run,
	hasToken: boolean,
): Promise<Verdict> {
	const { context } = client;
	const state = triggerState(context);
	// What is found out about a callback without a token decides nothing for one that has it.
	const key = [hasToken, claimed.workflowId, claimed.id, claimed.status].join(' ');
	if (state.refused.has(key, Date.now())) return FORGED;
	const ask = hasToken ? askInTurn(client, claimed, state) : askOnBudget(client, claimed);
	return await confirmations.share(`${triggerKey(context)} ${key}`, async () => {
		const verdict = await checkUntilKnown(ask, state);
		if (verdict.kind === 'forged') state.refused.add(key, Date.now());
		return verdict;
	});
}

/** A check of the run up to a time; never rejects. */
type Ask = (deadlineAtMs: number) => Promise<Finding>;

/** Some at a time, each with a second attempt. */
function askInTurn(client: Client, claimed: Run, { confirming }: TriggerState): Ask {
	const limits = { timeoutMs: TIMEOUT_MS, maxAttempts: MAX_ATTEMPTS };
	return async (deadlineAtMs) => {
		if (isFull(confirming)) {
			return {
				kind: 'unknown',
				reason: `${MAX_WAITING} other callbacks are waiting to be verified`,
			};
		}
		return await confirming(async () =>
			Date.now() > deadlineAtMs
				? { kind: 'unknown', reason: 'Noxus responds too slowly' }
				: await askNoxus(client, claimed, { ...limits, deadlineAtMs }),
		);
	};
}

/** Those that run count as pending for a moment, too. */
const isFull = ({ activeCount, pendingCount }: Limit): boolean =>
	activeCount + pendingCount >= CONFIRMED_AT_ONCE + MAX_WAITING;

/** One request for each permit of the budget. */
function askOnBudget(client: Client, claimed: Run): Ask {
	const budgets = unprovenReadsOf(client.context);
	return async (deadlineAtMs) => {
		const retryAfterMs = takeFromAll(budgets, Date.now());
		if (retryAfterMs === 0) {
			return await askNoxus(client, claimed, {
				timeoutMs: TIMEOUT_MS,
				maxAttempts: 1,
				deadlineAtMs,
			});
		}
		const reason = 'too many callbacks without a callback token arrived at the same time';
		return { kind: 'unknown', reason, retryAfterMs };
	};
}

async function checkUntilKnown(ask: Ask, state: TriggerState): Promise<Verdict> {
	const deadlineAtMs = Date.now() + MAX_CONFIRM_MS;
	let finding = await ask(deadlineAtMs);
	for (const afterMs of RECHECK_AFTER_MS) {
		const isInTime = Date.now() + afterMs < deadlineAtMs;
		if (!finding.mayChange || !isInTime || state.recheckingCount >= MAX_RECHECKING) break;
		state.recheckingCount++;
		await sleep(afterMs);
		finding = await ask(deadlineAtMs);
		state.recheckingCount--;
	}
	return finding;
}

async function askNoxus(
	client: Client,
	claimed: Run,
	limits: Parameters<typeof getRun>[2],
): Promise<Finding> {
	const ref = { runId: claimed.id, workflowId: claimed.workflowId };
	return await getRun(client, ref, limits).then((run) => compare(run, claimed), readRefusal);
}

/** What the run, as Noxus has it, says about the callback. */
function compare(run: Run, claimed: Run): Finding {
	// An ID that Noxus writes in another way would count as another run.
	if (run.id !== claimed.id) return FORGED;
	// Filters and token refer to the workflow that the callback names.
	if (run.workflowId !== '' && run.workflowId !== claimed.workflowId) return FORGED;
	if (run.status === claimed.status) return { kind: 'genuine', run };
	if (isFinal(run.status)) return FORGED;
	const reason = `Noxus still reports run ${run.id} as ${run.status}`;
	return { kind: 'unknown', reason, mayChange: true };
}

function readRefusal(error: Error): Finding {
	const statusCode = refusalStatusCode(error);
	if (!NO_VERDICT_STATUS_CODES.has(statusCode)) return FORGED;
	const mayChange = error instanceof NodeApiError && !KEY_REFUSED.has(statusCode);
	return { kind: 'unknown', reason: error.message, mayChange };
}
