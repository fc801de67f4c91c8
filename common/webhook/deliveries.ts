import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { WebhookAnswer } from './answer';
import { answerTo } from './rejections';
import { findTriggerState, isNewToN8n, triggerState } from './triggerState';

/** A user who listens for a test event wants to see it, even the same one twice. */
const isTest = (context: IWebhookFunctions): boolean => context.getMode() === 'manual';

/** The answer to a callback that this process has had before; undefined for a first one. */
export async function repetitionInProcess(
	context: IWebhookFunctions,
	keys: readonly string[],
): Promise<WebhookAnswer | undefined> {
	if (isTest(context)) return undefined;
	const repetition = await triggerState(context).deliveries.repetition(keys);
	return repetition === undefined ? undefined : answerTo(repetition);
}

/**
 * Handles the first delivery of what the keys name in this process, and answers all others. It counts
 * once n8n has answered the sender, which it does when the execution is stored; until then others are
 * asked to retry.
 */
export async function onceInProcess(
	context: IWebhookFunctions,
	keys: readonly string[],
	handle: () => Promise<WebhookAnswer>,
): Promise<WebhookAnswer> {
	if (isTest(context)) return await handle();
	const { deliveries } = triggerState(context);
	const response = context.getResponseObject();
	const outcome = await deliveries.once(keys, handle, ({ items }) => {
		if (items === undefined) return false;
		const settle = () => deliveries.settle(keys, response.statusCode === 200);
		// The second comes also if the sender has hung up meanwhile, and nothing is sent any more.
		response.once('finish', settle).once('prefinish', settle);
		return true;
	});
	return answerTo(outcome);
}

/** The execution runs, so it is stored: also if the sender did not wait for the answer. */
export function noteStarted(context: IExecuteFunctions, keys: readonly string[]): void {
	findTriggerState(context)?.deliveries.settle(keys, true);
}

/**
 * Whether no other execution has had a callback with one of the keys, by n8n's database, which records
 * them. Always true in a test and in a repeated execution, because the user wants to see it.
 */
export async function isFirstExecution(
	context: IExecuteFunctions,
	keys: readonly string[],
): Promise<boolean> {
	const mode = context.getMode();
	if (mode !== 'webhook' && mode !== 'retry') return true;
	const isNew = await isNewToN8n(context, keys);
	return isNew || mode === 'retry';
}
