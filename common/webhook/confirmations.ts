import { NodeApiError, sleep, type IWebhookFunctions } from 'n8n-workflow';
import type { Limit } from 'p-limit';

import type { ApiRequest } from '../http/apiRequest';
import { refusalStatusCode } from '../http/errors';
import { takeFromAll } from '../util/rateBudget';
import { SharedWork } from '../util/sharedWork';
import {
	CONFIRMED_AT_ONCE,
	triggerKey,
	triggerState,
	unprovenReadsOf,
	type TriggerState,
} from './triggerState';
import type { Verdict } from './verdict';

/** For the user or the service to correct: these say nothing about the callback. */
const NO_VERDICT_STATUS_CODES = new Set([0, 401, 403, 408, 425, 429]);

/** The sender waits for the answer; an API that is unreachable must not delay it for long. */
const TIMEOUT_MS = 5_000;
const MAX_ATTEMPTS = 2;
const MAX_CONFIRM_MS = 10_000;

/** Callbacks of one trigger that may wait to be confirmed. */
const MAX_WAITING = 100;

/** A service may call back a moment before its API shows the end of the job. */
const RECHECK_AFTER_MS = [1_000, 2_000];
const MAX_RECHECKING = 20;
/** No later check changes these. */
const KEY_REFUSED = new Set([401, 403]);

/** What one check finds out; a later one may find out more if it says so. */
export type Finding<J> = Verdict<J> & { mayChange?: boolean };

/** A callback, and how the job that it names is read and compared with it. */
export interface Claim<J> {
	/** Distinguishes it from the other callbacks of the trigger. */
	key: string;
	/** Whether the callback has a valid token. */
	hasToken: boolean;
	/** Reads the job. Throws like `ApiClient.send`. */
	read(limits: Pick<ApiRequest, 'timeoutMs' | 'maxAttempts' | 'deadlineAtMs'>): Promise<J>;
	/** What the job, as the service has it, says about the callback. */
	compare(job: J): Finding<J>;
}

/** A check of the job up to a time; never rejects. */
type Ask<J> = (deadlineAtMs: number) => Promise<Finding<J>>;

/** Confirms the callbacks of all triggers of a service in this process. */
export class Confirmations<J> {
	private readonly running = new SharedWork<Verdict<J>>();

	constructor(
		private readonly serviceName: string,
		/** The verdict on a job that the service does not know. */
		private readonly forged: Verdict<J> & { kind: 'forged' },
	) {}

	/**
	 * Reads the job that a callback names: genuine is what the API knows, as the callback claims it. The
	 * returned job is the API's. Callbacks without a token share a small budget of reads, so that a flood
	 * of them takes nothing from those with one, nor from other nodes. Never throws.
	 */
	async confirm(context: IWebhookFunctions, claim: Claim<J>): Promise<Verdict<J>> {
		const state = triggerState(context);
		// What is found out about a callback without a token decides nothing for one that has it.
		const key = `${claim.hasToken} ${claim.key}`;
		if (state.refused.has(key, Date.now())) return this.forged;
		const ask = claim.hasToken ? this.askInTurn(claim, state) : this.askOnBudget(claim, context);
		return await this.running.share(`${triggerKey(context)} ${key}`, async () => {
			const verdict = await checkUntilKnown(ask, state);
			if (verdict.kind === 'forged') state.refused.add(key, Date.now());
			return verdict;
		});
	}

	/** Some at a time, each with a second attempt. */
	private askInTurn(claim: Claim<J>, { confirming }: TriggerState): Ask<J> {
		const limits = { timeoutMs: TIMEOUT_MS, maxAttempts: MAX_ATTEMPTS };
		return async (deadlineAtMs) => {
			if (isFull(confirming))
				return unknown(`${MAX_WAITING} other callbacks are waiting to be verified`);
			return await confirming(async () =>
				Date.now() > deadlineAtMs
					? unknown(`${this.serviceName} responds too slowly`)
					: await this.ask(claim, { ...limits, deadlineAtMs }),
			);
		};
	}

	/** One request for each permit of the budget. */
	private askOnBudget(claim: Claim<J>, context: IWebhookFunctions): Ask<J> {
		const budgets = unprovenReadsOf(context);
		const limits = { timeoutMs: TIMEOUT_MS, maxAttempts: 1 };
		return async (deadlineAtMs) => {
			const retryAfterMs = takeFromAll(budgets, Date.now());
			if (retryAfterMs === 0) return await this.ask(claim, { ...limits, deadlineAtMs });
			const reason = 'too many callbacks without a callback token arrived at the same time';
			return { ...unknown(reason), retryAfterMs };
		};
	}

	private async ask(
		{ read, compare }: Claim<J>,
		limits: Parameters<Claim<J>['read']>[0],
	): Promise<Finding<J>> {
		return await read(limits).then(compare, (error: Error) => this.readRefusal(error));
	}

	private readRefusal(error: Error): Finding<J> {
		const statusCode = refusalStatusCode(error);
		if (!NO_VERDICT_STATUS_CODES.has(statusCode)) return this.forged;
		const mayChange = error instanceof NodeApiError && !KEY_REFUSED.has(statusCode);
		return { ...unknown(error.message), mayChange };
	}
}

const unknown = (reason: string) => ({ kind: 'unknown' as const, reason });

/** Those that run count as pending for a moment, too. */
const isFull = ({ activeCount, pendingCount }: Limit): boolean =>
	activeCount + pendingCount >= CONFIRMED_AT_ONCE + MAX_WAITING;

async function checkUntilKnown<J>(ask: Ask<J>, state: TriggerState): Promise<Verdict<J>> {
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
