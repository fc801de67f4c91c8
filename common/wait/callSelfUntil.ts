import { sleep, type IExecuteFunctions } from 'n8n-workflow';

import { callExecution } from './selfCallback';

/** Each pause is as long as all before it together, up to a limit: quick jobs are not delayed for long. */
const FIRST_PAUSE_MS = 15_000;
const MAX_PAUSE_MS = 300_000;

/**
 * For a paused execution that the service cannot call back: calls it again and again, so that it checks
 * its jobs, until it resumes or its time is over. This ends with the process of n8n. Never throws.
 *
 * @param source names the node that calls.
 */
export async function callSelfUntil(
	context: IExecuteFunctions,
	resumeUrl: string,
	source: string,
	deadlineAtMs: number,
): Promise<void> {
	const startedAtMs = Date.now();
	let wasPaused = false;
	for (let pauseMs = FIRST_PAUSE_MS; Date.now() + pauseMs < deadlineAtMs; ) {
		await sleep(pauseMs);
		const answer = await callExecution(context, resumeUrl, source);
		if (answer === 'blocked') return;
		if (answer !== undefined) {
			const { statusCode, isOfNode, isResumed } = answer;
			// n8n answers 409 while it stores the execution, and again when it has continued.
			const isGone = statusCode === 404 || statusCode === 401 || (statusCode === 409 && wasPaused);
			if (isResumed || isGone) return;
			wasPaused ||= isOfNode;
		}
		pauseMs = Math.min(Date.now() - startedAtMs, MAX_PAUSE_MS);
	}
}
