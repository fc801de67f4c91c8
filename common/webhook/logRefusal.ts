import type { IWebhookFunctions } from 'n8n-workflow';

import { PacedLines } from './pacedLines';
import { triggerKey } from './sharedCredentials';

/** A flood of callbacks is no flood in n8n's log. */
const lines = new PacedLines(60_000, 1_000);

/**
 * Tells n8n's log why a callback starts nothing: one line a minute for each trigger and status code.
 *
 * @param reason no key and no token; what looks like a URL is left out.
 */
export function warnOfRefusal(
	context: IWebhookFunctions,
	statusCode: number,
	reason: string,
): void {
	const heldBack = lines.take(`${triggerKey(context)} ${statusCode}`, Date.now());
	if (heldBack === undefined) return;
	const which = `Noxus Trigger "${context.getNode().name}" of n8n workflow ${context.getWorkflow().id}`;
	const others = heldBack === 0 ? '' : ` (${heldBack} more with ${statusCode} since the last line)`;
	const why = reason.replace(/\bhttps?:\/\/\S+/gi, '(a URL)');
	context.logger.warn(`${which} answered ${statusCode} and started nothing: ${why}${others}`);
}
