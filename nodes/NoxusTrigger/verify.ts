import { NodeApiError, type IWebhookFunctions } from 'n8n-workflow';

import { withKeptCredentials } from '../Noxus/transport/credentials';
import type { Run } from '../Noxus/transport/run';
import { getRun } from '../Noxus/transport/runs';

/** What Noxus itself says about a callback. */
export type Verdict =
	| { kind: 'genuine'; run: Run }
	| { kind: 'forged' }
	| { kind: 'unknown'; reason: string };

/** Ours to fix, or Noxus's: these say nothing about the callback. */
const NO_VERDICT_STATUS_CODES = new Set(['401', '403', '408', '425', '429']);

/** The sender waits for the answer; an API that is away must not keep it for long. */
const LIMITS = { timeoutMs: 5_000, maxAttempts: 2 };

/**
 * Fetches the run that a callback speaks of: genuine is what the API knows, in the status that the
 * callback claims. The returned run is the API's.
 */
export async function verifyCallback(context: IWebhookFunctions, claimed: Run): Promise<Verdict> {
	try {
		const ref = { runId: claimed.id, workflowId: claimed.workflowId };
		const run = await getRun(withKeptCredentials(context), ref, LIMITS);
		return run.status === claimed.status ? { kind: 'genuine', run } : { kind: 'forged' };
	} catch (error) {
		if (!(error instanceof NodeApiError)) return { kind: 'unknown', reason: String(error) };
		const isVerdict =
			/^4\d\d$/.test(error.httpCode ?? '') && !NO_VERDICT_STATUS_CODES.has(error.httpCode ?? '');
		return isVerdict ? { kind: 'forged' } : { kind: 'unknown', reason: error.message };
	}
}
