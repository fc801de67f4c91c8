import { sleep, type IExecuteFunctions, type IHookFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import { dropOldest } from '../util/boundedMaps';
import { hasPausedOfOthers, resumeUrlsOfOthers } from './pausedList';
import { callExecution } from './selfCallback';

const CALLS_AT_ONCE = 5;
const MAX_WORKFLOWS_KEPT = 10_000;

/** Before each round of calls. The first gives n8n time to start: until then it answers for itself. */
const DELAYS_MS = [15_000, 30_000, 60_000];

/** Workflows whose list this process has worked through. */
const recalled = new Map<string, true>();

type Context = IExecuteFunctions | IHookFunctions;

/**
 * Calls the executions of this workflow that an earlier process of n8n has paused, so that they check
 * their jobs: a callback that came while n8n was down is made up for. Once for each workflow in each
 * process. Does not wait for the calls, and never throws. The executions themselves see to it that
 * none is resumed twice.
 *
 * @param readSecret the secret that the resume URLs were sealed with.
 * @param source names the node in its own calls.
 */
export async function recallPaused(
	context: Context,
	readSecret: () => Promise<string>,
	source: string,
): Promise<void> {
	try {
		const workflowId = context.getWorkflow().id ?? '';
		if (recalled.has(workflowId) || !hasPausedOfOthers(context)) return;
		recalled.set(workflowId, true);
		dropOldest(recalled, MAX_WORKFLOWS_KEPT);
		void callAll(context, resumeUrlsOfOthers(context, await readSecret()), source);
	} catch (error) {
		const { message } = error as Error;
		context.logger.warn(`${context.getNode().name} could not call paused executions: ${message}`);
	}
}

async function callAll(context: Context, urls: string[], source: string): Promise<void> {
	const limit = pLimit(CALLS_AT_ONCE);
	let open = urls;
	for (const delayMs of DELAYS_MS) {
		if (open.length === 0) return;
		await sleep(delayMs);
		const isDone = await Promise.all(
			open.map(async (url) => await limit(hasAnswered, context, url, source)),
		);
		open = open.filter((_, index) => isDone[index] !== true);
	}
}

/** Whether the execution has checked its jobs, or is not paused any more (409). */
async function hasAnswered(context: Context, url: string, source: string): Promise<boolean> {
	const answer = await callExecution(context, url, source);
	if (answer === undefined || answer === 'blocked') return answer === 'blocked';
	const { statusCode, isOfNode } = answer;
	return statusCode === 409 || statusCode === 401 || (isOfNode && statusCode < 500);
}
