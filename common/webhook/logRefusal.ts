import type { IWebhookFunctions } from 'n8n-workflow';

import { triggerState } from './triggerState';

/**
 * Logs why a callback starts nothing: one line a minute for each trigger and status code.
 *
 * @param reason holds no key and no token; what looks like a URL is left out.
 */
export function logRefusal(
	context: IWebhookFunctions,
	nodeTypeName: string,
	statusCode: number,
	reason: string,
): void {
	const heldBack = triggerState(context).lines.take(String(statusCode), Date.now());
	if (heldBack === undefined) return;
	const which = `${nodeTypeName} "${context.getNode().name}" of n8n workflow ${context.getWorkflow().id}`;
	const others = heldBack === 0 ? '' : ` (${heldBack} more with ${statusCode} since the last line)`;
	const why = reason.replace(/\bhttps?:\/\/\S+/gi, '(a URL)');
	context.logger.warn(`${which} answered ${statusCode} and started nothing: ${why}${others}`);
}
