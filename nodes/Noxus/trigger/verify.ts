import { NodeApiError, sleep, type IWebhookFunctions } from 'n8n-workflow';
import type { Limit } from 'p-limit';

import type { ApiClient } from '../../../common/http/apiClient';
import {
	CONFIRMED_AT_ONCE,
	triggerState,
	type TriggerState,
} from '../../../common/webhook/triggerState';
import type { Run } from '../api/run';
import { getRun } from '../api/runs';
import { isFinal } from '../api/runState';
import type { Verdict } from './proof';

/** For the user or Noxus to correct: these say nothing about the callback. */
const NO_VERDICT_STATUS_CODES = new Set(['401', '403', '408', '425', '429']);

/** The sender waits for the answer; an API that is unreachable must not delay it for long. */
const LIMITS = { timeoutMs: 5_000, maxAttempts: 2 };
const MAX_CONFIRM_MS = 10_000;

/** Callbacks of one trigger that may wait to be confirmed. */
const MAX_WAITING = 100;

/** Noxus may call back a moment before its API shows the end of the run. */
const RECHECK_AFTER_MS = [1_000, 2_000];
const MAX_RECHECKING = 20;
/** No later check changes these. */
const KEY_REFUSED = new Set(['401', '403']);

const FORGED: Verdict = {
	kind: 'forged',
	reason: 'Noxus does not know this run, or not in this status.',
};

/** What one check finds out; a later one may find out more if it says so. */
type Finding = Verdict & { mayChange?: boolean };

type Client = ApiClient<IWebhookFunctions>;

/**
 * Reads the run that a callback names: genuine is what the API knows, in the status that the callback
 * claims. The returned run is the API's. Never throws.
 */
export async function confirmWithNoxus(client: Client, claimed: Run): Promise<Verdict> {
	const state = triggerState(client.context);
	const key = [claimed.workflowId, claimed.id, claimed.status].join(' ');
	if (state.refused.has(key, Date.now())) return FORGED;
	if (isFull(state.confirming)) {
		return { kind: 'unknown', reason: `${MAX_WAITING} other callbacks wait to be confirmed` };
	}
	const verdict = await checkUntilKnown(client, claimed, state);
	if (verdict.kind === 'forged') state.refused.add(key, Date.now());
	return verdict;
}

/** Those that run count as pending for a moment, too. */
const isFull = ({ activeCount, pendingCount }: Limit): boolean =>
	activeCount + pendingCount >= CONFIRMED_AT_ONCE + MAX_WAITING;

async function checkUntilKnown(
	client: Client,
	claimed: Run,
	state: TriggerState,
): Promise<Verdict> {
	const deadlineAtMs = Date.now() + MAX_CONFIRM_MS;
	const check = async () =>
		await state.confirming(askNoxus, client, claimed, deadlineAtMs).catch(readRefusal);
	let finding: Finding = await check();
	for (const afterMs of RECHECK_AFTER_MS) {
		const isInTime = Date.now() + afterMs < deadlineAtMs;
		if (!finding.mayChange || !isInTime || state.recheckingCount >= MAX_RECHECKING) break;
		state.recheckingCount++;
		await sleep(afterMs);
		finding = await check();
		state.recheckingCount--;
	}
	return finding;
}

async function askNoxus(client: Client, claimed: Run, deadlineAtMs: number): Promise<Finding> {
	if (Date.now() > deadlineAtMs) return { kind: 'unknown', reason: 'Noxus answers too slowly' };
	const ref = { runId: claimed.id, workflowId: claimed.workflowId };
	const run = await getRun(client, ref, { ...LIMITS, deadlineAtMs });
	// An ID that Noxus writes in another way would count as another run.
	if (run.id !== claimed.id) return FORGED;
	// Filters and token refer to the workflow that the callback names.
	if (run.workflowId !== '' && run.workflowId !== claimed.workflowId) return FORGED;
	if (run.status === claimed.status) return { kind: 'genuine', run };
	if (isFinal(run.status)) return FORGED;
	const reason = `Noxus still says that run ${run.id} is ${run.status}`;
	return { kind: 'unknown', reason, mayChange: true };
}

function readRefusal(error: Error): Finding {
	const isAnswer = error instanceof NodeApiError;
	const code = isAnswer ? (error.httpCode ?? '') : '';
	const isVerdict = /^4\d\d$/.test(code) && !NO_VERDICT_STATUS_CODES.has(code);
	if (isVerdict) return FORGED;
	return { kind: 'unknown', reason: error.message, mayChange: isAnswer && !KEY_REFUSED.has(code) };
}
