import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What the sender of a callback gets, and what n8n is to continue with. */
export interface WebhookAnswer {
	statusCode: number;
	body: { received: boolean; reason?: string } & Record<string, unknown>;
	/** When the sender may retry, at the earliest. */
	retryAfterMs?: number;
	/** Left out, nothing is started or resumed. */
	items?: INodeExecutionData[];
}

/**
 * Writes the answer to the sender and returns what n8n is to continue with. Without items no `workflowData`
 * is returned: an empty one would start an execution all the same.
 */
export function sendAnswer(
	context: IWebhookFunctions,
	{ statusCode, body, items, retryAfterMs }: WebhookAnswer,
): IWebhookResponseData {
	const response = context.getResponseObject();
	if (retryAfterMs !== undefined) {
		response.setHeader('Retry-After', String(Math.ceil(retryAfterMs / 1000)));
	}
	response.status(statusCode).json(body);
	return { noWebhookResponse: true, ...(items !== undefined && { workflowData: [items] }) };
}
