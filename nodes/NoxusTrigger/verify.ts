import { NodeApiError, type IWebhookFunctions } from 'n8n-workflow';
import pLimit, { type Limit } from 'p-limit';

import type { Run } from '../Noxus/transport/run';
import { getRun } from '../Noxus/transport/runs';
import { isFinal } from '../Noxus/wait/runState';
import type { Verdict } from './proof';
import { RecentKeys } from './recent';
import { triggerKey, withSharedCredentials } from './sharedCredentials';

/** Ours to fix, or Noxus's: these say nothing about the callback. */
const NO_VERDICT_STATUS_CODES = new Set(['401', '403', '408', '425', '429']);

/** The sender waits for the answer; an API that is away must not keep it for long. */
const LIMITS = { timeoutMs: 5_000, maxAttempts: 2 };
const MAX_CONFIRM_MS = 10_000;

/** Of one trigger, so that a flood of callbacks is no flood of requests to Noxus. */
const CONFIRMED_AT_ONCE = 20;
const MAX_WAITING = 100;

/** Short: a run that Noxus does not know yet is known a moment later. */
const FORGED_KEPT_MS = 5_000;
const MAX_FORGED_KEPT = 10_000;

const FORGED: Verdict = {
	kind: 'forged',
	reason: 'Noxus does not know this run, or not in this status.',
};

const limits = new Map<string, Limit>();
const forged = new RecentKeys(FORGED_KEPT_MS, MAX_FORGED_KEPT);

/**
 * Fetches the run that a callback speaks of: genuine is what the API knows, in the status that the
 * callback claims. The returned run is the API's. Never throws.
 */
export async function confirmWithNoxus(context: IWebhookFunctions, claimed: Run): Promise<Verdict> {
	const trigger = triggerKey(context);
	const key = [trigger, claimed.workflowId, claimed.id, claimed.status].join(' ');
	if (forged.has(key, Date.now())) return FORGED;
	const limit = limits.get(trigger) ?? pLimit(CONFIRMED_AT_ONCE);
	if (limit.activeCount + limit.pendingCount >= CONFIRMED_AT_ONCE + MAX_WAITING) {
		return { kind: 'unknown', reason: `${MAX_WAITING} other callbacks wait to be confirmed` };
	}
	limits.set(trigger, limit);
	const deadlineAtMs = Date.now() + MAX_CONFIRM_MS;
	const verdict = await limit(askNoxus, context, claimed, deadlineAtMs).catch(readRefusal);
	if (limit.activeCount + limit.pendingCount === 0) limits.delete(trigger);
	if (verdict.kind === 'forged') forged.add(key, Date.now());
	return verdict;
}

async function askNoxus(
	context: IWebhookFunctions,
	claimed: Run,
	deadlineAtMs: number,
): Promise<Verdict> {
	if (Date.now() > deadlineAtMs) return { kind: 'unknown', reason: 'Noxus answers too slowly' };
	const ref = { runId: claimed.id, workflowId: claimed.workflowId };
	const run = await getRun(withSharedCredentials(context), ref, { ...LIMITS, deadlineAtMs });
	// An id that Noxus writes in another way would count as another run.
	if (run.id !== claimed.id) return FORGED;
	// Filters and token go by the workflow that the callback names.
	if (run.workflowId !== '' && run.workflowId !== claimed.workflowId) return FORGED;
	if (run.status === claimed.status) return { kind: 'genuine', run };
	if (isFinal(run.status)) return FORGED;
	return { kind: 'unknown', reason: `Noxus still says that run ${run.id} is ${run.status}` };
}

function readRefusal(error: Error): Verdict {
	const code = error instanceof NodeApiError ? (error.httpCode ?? '') : '';
	const isVerdict = /^4\d\d$/.test(code) && !NO_VERDICT_STATUS_CODES.has(code);
	return isVerdict ? FORGED : { kind: 'unknown', reason: error.message };
}
