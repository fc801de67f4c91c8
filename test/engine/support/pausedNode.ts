/** A callback to an execution that was paused, in n8n-core's own context of a call to a resume URL. */
import { WebhookContext } from 'n8n-core';
import type {
	IRunExecutionData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import { nodeTypes } from './nodeTypes';

/** What a callback was answered, and with what n8n would continue. */
export interface CallbackAnswer {
	statusCode: number;
	body: Record<string, unknown>;
	result: IWebhookResponseData;
	/** The data of the execution as the node has left it. */
	data: IRunExecutionData;
}

/** An execution that was paused, and the call that reaches it. */
export interface Callback {
	/** The execution as n8n's database has it. */
	stored: string;
	/** The URL that is called. */
	url: string;
	body?: unknown;
	/** An n8n whose context does not have the data of the execution as a property. */
	withoutRunData?: boolean;
}

/** Calls the node that has paused an execution of the workflow. */
export async function callPausedNode(
	workflow: Workflow,
	nodeName: string,
	additionalData: IWorkflowExecuteAdditionalData,
	{ stored, url, body = {}, withoutRunData = false }: Callback,
): Promise<CallbackAnswer> {
	const node = workflow.nodes[nodeName];
	const webhook = node && nodeTypes.getByNameAndVersion(node.type).webhook;
	if (node === undefined || webhook === undefined) throw new Error(`${nodeName} has no webhook`);
	const { response, answer } = fakeResponse();
	const query = Object.fromEntries(new URL(url).searchParams);
	const httpRequest = { body, query, headers: {}, params: {} };
	Object.assign(additionalData, { httpRequest, httpResponse: response });
	const data = JSON.parse(stored) as IRunExecutionData;
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		'webhook',
		{} as ConstructorParameters<typeof WebhookContext>[4],
		[],
		data,
	);
	const called = withoutRunData ? withoutProperty(context) : context;
	const result = await webhook.call(called);
	return { ...answer, result, data };
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

/** The context under which a node does not see `runExecutionData`. */
function withoutProperty(context: WebhookContext): WebhookContext {
	return new Proxy(context, {
		has: (target, name) => name !== 'runExecutionData' && name in target,
		get: (target, name) => {
			const value = Reflect.get(target, name, target) as unknown;
			return typeof value === 'function' ? value.bind(target) : value;
		},
	});
}
