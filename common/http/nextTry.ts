import { toNodeApiError, type RequestFailure } from './errors';
import { slowDown } from './pace';
import { pause } from './pause';
import type { NoxusContext } from './context';
import { retryDelayMs } from './retry';

/**
 * Waits until a failed request may be sent again. `attempt` counts from 1.
 *
 * @throws NodeApiError where it is not to be sent again.
 * @throws NodeOperationError when the execution was stopped.
 */
export async function waitForNextTry(
	context: NoxusContext,
	attempt: number,
	failure: RequestFailure,
	{ maxAttempts, deadlineAtMs = Infinity }: { maxAttempts?: number; deadlineAtMs?: number },
): Promise<void> {
	const clock = { nowMs: Date.now(), random: Math.random };
	const delayMs = retryDelayMs(attempt, failure.rule, failure, clock, maxAttempts);
	if (delayMs === undefined || clock.nowMs + delayMs > deadlineAtMs) {
		throw toNodeApiError(context.getNode(), failure);
	}
	if (failure.statusCode === 429) slowDown(context, delayMs);
	await pause(context, delayMs);
}
