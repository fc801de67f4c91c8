/** A call to an execution that was paused, in n8n-core's own context of a call to a resume URL. */
import { randomUUID } from 'node:crypto';

import { WebhookContext } from 'n8n-core';
import type { IRunExecutionData, IWebhookResponseData } from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import { buildWorkflow, type RunOptions } from './engine';
import { nodeTypes } from '../../support/nodeTypes';

/** What a call was answered, and with what n8n would continue. */
export interface CallbackAnswer {
	statusCode: number;
	body: Record<string, unknown>;
	result: IWebhookResponseData;
}

/** An execution that was paused, as n8n's database has it, and the URL that is called. */
export interface Paused {
	stored: string;
	url: string;
}

type WebhookData = ConstructorParameters<typeof WebhookContext>[4];

/** Calls the node of an execution that `startNode` with these options has paused. */
export async function callBack(
	options: RunOptions,
	{ stored, url }: Paused,
	body: unknown = {},
): Promise<CallbackAnswer> {
	const workflow = buildWorkflow(options);
	const node = workflow.nodes.Noukai;
	if (node === undefined) throw new Error('There is no such node');
	const { webhook } = nodeTypes.getByNameAndVersion(node.type);
	if (webhook === undefined) throw new Error('The node has no webhook');
	const { response, answer } = fakeResponse();
	const additionalData = additionalDataFor(options.credentials, randomUUID());
	const query = Object.fromEntries(new URL(url).searchParams);
	const httpRequest = { body, query, headers: {}, params: {} };
	Object.assign(additionalData, { httpRequest, httpResponse: response });
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		'webhook',
		{} as WebhookData,
		[],
		JSON.parse(stored) as IRunExecutionData,
	);
	const result = await webhook.call(context);
	return { ...answer, result };
}

/** The little of an Express response that the node writes to. */
function fakeResponse() {
	const answer = { statusCode: 0, body: {} as Record<string, unknown> };
	const response = {
		headersSent: false,
		setHeader: () => response,
		status(statusCode: number) {
			answer.statusCode = statusCode;
			return response;
		},
		json(sent: Record<string, unknown>) {
			answer.body = sent;
			response.headersSent = true;
			return response;
		},
	};
	return { response, answer };
}
