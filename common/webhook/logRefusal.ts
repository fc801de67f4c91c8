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
	const others =
		heldBack === 0 ? '' : ` (${heldBack} more with ${statusCode} since the last log entry)`;
	const why = reason.replace(/\bhttps?:\/\/\S+/gi, '(a URL)');
	context.logger.warn(
		`${whichTrigger(context, nodeTypeName)} answered ${statusCode} and started nothing: ${why}${others}`,
	);
}

/** Logs what the user should change soon: one line a minute for each trigger and kind. */
export function logAdvice(
	context: IWebhookFunctions,
	nodeTypeName: string,
	kind: string,
	advice: string,
): void {
	if (triggerState(context).lines.take(kind, Date.now()) === undefined) return;
	context.logger.warn(`${whichTrigger(context, nodeTypeName)}: ${advice}`);
}

function whichTrigger(context: IWebhookFunctions, nodeTypeName: string): string {
	return `${nodeTypeName} "${context.getNode().name}" of n8n workflow ${context.getWorkflow().id}`;
}
