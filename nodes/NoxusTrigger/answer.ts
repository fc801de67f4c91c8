import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What becomes of one POST to the trigger's URL. */
export type Answer =
	| {
			statusCode: 200;
			body: { received: true; started: boolean; reason?: string };
			item?: IDataObject;
	  }
	| { statusCode: 400 | 401 | 500 | 503; body: { received: false; reason: string } };

/**
 * Writes the answer to the sender and tells n8n whether to start an execution. Without an item no
 * `workflowData` is returned: an empty one would start an execution all the same.
 */
export function sendAnswer(context: IWebhookFunctions, answer: Answer): IWebhookResponseData {
	context.getResponseObject().status(answer.statusCode).json(answer.body);
	const item = 'item' in answer ? answer.item : undefined;
	return {
		noWebhookResponse: true,
		...(item !== undefined && { workflowData: [[{ json: item }]] }),
	};
}
