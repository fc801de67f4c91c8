import { NodeApiError, sleep, type IWebhookFunctions } from 'n8n-workflow';
import pLimit, { type Limit } from 'p-limit';

import type { Run } from '../api/run';
import { getRun } from '../api/runs';
import { isFinal } from '../api/runState';
import type { Verdict } from './proof';
import { RecentKeys } from '../../../common/util/recentKeys';
import { triggerKey, withSharedCredentials } from '../../../common/webhook/sharedCredentials';

/** Ours to fix, or Noxus's: these say nothing about the callback. */
const NO_VERDICT_STATUS_CODES = new Set(['401', '403', '408', '425', '429']);

/** The sender waits for the answer; an API that is away must not keep it for long. */
const LIMITS = { timeoutMs: 5_000, maxAttempts: 2 };
const MAX_CONFIRM_MS = 10_000;

/** Of one trigger, so that a flood of callbacks is no flood of requests to Noxus. */
const CONFIRMED_AT_ONCE = 20;
const MAX_WAITING = 100;

/** Noxus may call back a moment before its API tells the end of the run. */
const LOOK_AGAIN_AFTER_MS = [1_000, 2_000];
/** Of one trigger; these hold no place among those that are confirmed. */
const MAX_LOOKING_AGAIN = 20;
/** No later look changes these. */
const KEY_REFUSED = new Set(['401', '403']);

/** Short: a run that Noxus does not know yet is known a moment later. */
const FORGED_KEPT_MS = 5_000;
const MAX_FORGED_KEPT = 10_000;

const FORGED: Verdict = {
	kind: 'forged',
	reason: 'Noxus does not know this run, or not in this status.',
};

/** The callbacks of one trigger that are being confirmed. */
interface UnderWay {
	limit: Limit;
	lookingAgain: number;
}

/** What one look finds out; a later one may find out more where it says so. */
type Finding = Verdict & { mayChange?: boolean };

const byTrigger = new Map<string, UnderWay>();
const forged = new RecentKeys(FORGED_KEPT_MS, MAX_FORGED_KEPT);

/**
 * Fetches the run that a callback speaks of: genuine is what the API knows, in the status that the
 * callback claims. The returned run is the API's. Never throws.
 */
export async function confirmWithNoxus(context: IWebhookFunctions, claimed: Run): Promise<Verdict> {
	const trigger = triggerKey(context);
	const key = [trigger, claimed.workflowId, claimed.id, claimed.status].join(' ');
	if (forged.has(key, Date.now())) return FORGED;
	const own = byTrigger.get(trigger) ?? { limit: pLimit(CONFIRMED_AT_ONCE), lookingAgain: 0 };
	if (countOf(own) >= CONFIRMED_AT_ONCE + MAX_WAITING) {
		return { kind: 'unknown', reason: `${MAX_WAITING} other callbacks wait to be confirmed` };
	}
	byTrigger.set(trigger, own);
	const verdict = await lookUntilKnown(context, claimed, own);
	if (countOf(own) + own.lookingAgain === 0) byTrigger.delete(trigger);
	if (verdict.kind === 'forged') forged.add(key, Date.now());
	return verdict;
}

const countOf = ({ limit }: UnderWay): number => limit.activeCount + limit.pendingCount;

async function lookUntilKnown(
	context: IWebhookFunctions,
	claimed: Run,
	own: UnderWay,
): Promise<Verdict> {
	const deadlineAtMs = Date.now() + MAX_CONFIRM_MS;
	const look = async () =>
		await own.limit(askNoxus, context, claimed, deadlineAtMs).catch(readRefusal);
	let finding: Finding = await look();
	for (const afterMs of LOOK_AGAIN_AFTER_MS) {
		const isInTime = Date.now() + afterMs < deadlineAtMs;
		if (!finding.mayChange || !isInTime || own.lookingAgain >= MAX_LOOKING_AGAIN) break;
		own.lookingAgain++;
		await sleep(afterMs);
		finding = await look();
		own.lookingAgain--;
	}
	return finding;
}

async function askNoxus(
	context: IWebhookFunctions,
	claimed: Run,
	deadlineAtMs: number,
): Promise<Finding> {
	if (Date.now() > deadlineAtMs) return { kind: 'unknown', reason: 'Noxus answers too slowly' };
	const ref = { runId: claimed.id, workflowId: claimed.workflowId };
	const run = await getRun(withSharedCredentials(context), ref, { ...LIMITS, deadlineAtMs });
	// An id that Noxus writes in another way would count as another run.
	if (run.id !== claimed.id) return FORGED;
	// Filters and token go by the workflow that the callback names.
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
