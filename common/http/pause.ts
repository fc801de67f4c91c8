import { NodeOperationError, sleep } from 'n8n-workflow';

import type { NoxusContext } from './context';
import { cancelSignal } from './signals';

/** @throws NodeOperationError when the execution was stopped. */
export function throwIfCancelled(context: NoxusContext): void {
	if (cancelSignal(context)?.aborted) {
		throw new NodeOperationError(context.getNode(), 'The execution was stopped', {
			description:
				'Somebody stopped it in n8n, or it took longer than the setting Timeout Workflow allows.',
		});
	}
}

/**
 * Waits `delayMs`, or less when the execution is stopped.
 * `sleep` is the one timer that n8n's scanner allows, and older ones take no signal: hence the race.
 *
 * @throws NodeOperationError when the execution was stopped.
 */
export async function pause(context: NoxusContext, delayMs: number): Promise<void> {
	const signal = cancelSignal(context);
	throwIfCancelled(context);
	if (signal === undefined) return await sleep(delayMs);
	let stop = () => {};
	const stopped = new Promise<void>((resolve) => {
		stop = resolve;
		signal.addEventListener('abort', stop, { once: true });
	});
	await Promise.race([sleep(delayMs), stopped]);
	signal.removeEventListener('abort', stop);
	throwIfCancelled(context);
}
