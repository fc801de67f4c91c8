import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { sendAnswer, type WebhookAnswer } from './answer';

/**
 * Answers one request to a trigger as `handle` decides, and returns what n8n is to continue with.
 * Never throws: n8n would write a failed execution for every bad request.
 */
export async function receive(
	context: IWebhookFunctions,
	nodeTypeName: string,
	handle: () => Promise<WebhookAnswer>,
): Promise<IWebhookResponseData> {
	const answer = await handle().catch((error: Error): WebhookAnswer => {
		context.logger.error(`${nodeTypeName} could not process a request: ${error.message}`);
		const reason = 'n8n could not process the callback. Retry later.';
		return { statusCode: 500, body: { received: false, reason } };
	});
	if (answer.items === undefined) return sendAnswer(context, answer);
	// n8n sends this one when the execution is stored: from then on, what was answered is never lost.
	return { webhookResponse: answer.body, workflowData: [answer.items] };
}
