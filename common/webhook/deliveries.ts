import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { WebhookAnswer } from './answer';
import type { Repetition } from './deduplication';
import { findTriggerState, triggerState } from './triggerState';

/**
 * Handles the first delivery of what `key` names in this process. It counts once n8n has answered the
 * sender, which it does when the execution is stored; until then others are asked to retry.
 */
export async function onceInProcess(
	context: IWebhookFunctions,
	key: string,
	handle: () => Promise<WebhookAnswer>,
): Promise<WebhookAnswer | Repetition> {
	const { deliveries } = triggerState(context);
	const response = context.getResponseObject();
	return await deliveries.once(key, handle, ({ items }) => {
		if (items === undefined) return false;
		const settle = () => deliveries.settle(key, response.statusCode === 200);
		// The second comes also if the sender has hung up meanwhile, and nothing is sent any more.
		response.once('finish', settle).once('prefinish', settle);
		return true;
	});
}

/** The execution runs, so it is stored: also if the sender did not wait for the answer. */
export function noteStarted(context: IExecuteFunctions, key: string): void {
	findTriggerState(context)?.deliveries.settle(key, true);
}
