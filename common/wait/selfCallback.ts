import { sleep, type IExecuteFunctions, type IHookFunctions } from 'n8n-workflow';

import { allowHostAdvice } from '../http/networkAdvice';
import { BLOCKED_BY_N8N, networkCodeOf } from '../http/networkCode';
import { asObject } from '../util/json';
import { progressOf } from './parkingProgress';

/** Late, because each call makes n8n load the execution, and most parkings do not need one. */
const DELAYS_MS = [15_000, 15_000, 30_000, 60_000];

/**
 * A callback that arrives while n8n still stores the parked execution is refused with 409, and nobody
 * knows whether the service retries. So the node calls the execution itself a little later, and the
 * job that ended in between is found; unless a callback has arrived meanwhile, which had all jobs
 * checked. The service cannot be asked without n8n: n8n 2.41 resolves no credential any more once the
 * execution is parked. Never throws.
 */
export async function callSelf(
	context: IExecuteFunctions,
	parkingId: string,
	resumeUrl: string,
	source: string,
): Promise<void> {
	const progress = progressOf(parkingId);
	for (const delayMs of DELAYS_MS) {
		await sleep(delayMs);
		if (progress.callbackHandled) return;
		const answer = await callExecution(context, resumeUrl, source);
		if (answer === 'blocked') return;
		if (answer !== undefined && answer.statusCode !== 409 && answer.statusCode < 500) return;
	}
}

/** What a call of a paused execution is answered. */
interface ExecutionAnswer {
	statusCode: number;
	/** Whether the node itself has answered, and not n8n. */
	isOfNode: boolean;
	/** Whether this call resumes the execution. */
	isResumed: boolean;
}

/**
 * Calls a paused execution, so that it checks its jobs. Returns `blocked` if n8n allows no such call,
 * and undefined if there was no answer. Never throws.
 *
 * @param source names the node that calls.
 */
export async function callExecution(
	context: IExecuteFunctions | IHookFunctions,
	resumeUrl: string,
	source: string,
): Promise<ExecutionAnswer | 'blocked' | undefined> {
	try {
		const { statusCode, body } = (await context.helpers.httpRequest({
			method: 'POST',
			url: resumeUrl,
			body: { source },
			json: true,
			timeout: 30_000,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		})) as { statusCode: number; body: unknown };
		const resumed = asObject(body)?.resumed;
		return { statusCode, isOfNode: typeof resumed === 'boolean', isResumed: resumed === true };
	} catch (error) {
		return noteUncalled(context, resumeUrl, error as Error);
	}
}

function noteUncalled(
	context: IExecuteFunctions | IHookFunctions,
	resumeUrl: string,
	error: Error,
): 'blocked' | undefined {
	const { name } = context.getNode();
	if (networkCodeOf({ cause: error }) === BLOCKED_BY_N8N) {
		const { origin } = new URL(resumeUrl);
		context.logger.warn(
			`The SSRF protection of n8n blocks the node ${name} from calling its own URL at ${origin}. A job that finishes while its execution is being paused may go unnoticed until Max Wait. ${allowHostAdvice}`,
		);
		return 'blocked';
	}
	// From inside, n8n's public address may be unreachable. Callbacks come from outside.
	context.logger.debug(`${name} could not call its own URL: ${error.message}`);
	return undefined;
}
