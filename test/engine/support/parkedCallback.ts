/** A callback to an execution that was paused, in n8n-core's own context of a call to a resume URL. */
import { randomUUID } from 'node:crypto';

import { WebhookContext } from 'n8n-core';
import type { IRunExecutionData, IWebhookResponseData } from 'n8n-workflow';

import { additionalDataFor } from './additionalData';
import { buildWorkflow, type RunOptions } from './engine';
import { nodeTypes } from './nodeTypes';

/** What a callback was answered, and with what n8n would continue. */
export interface CallbackAnswer {
	statusCode: number;
	body: Record<string, unknown>;
	result: IWebhookResponseData;
}

interface Callback {
	/** The execution as n8n's database has it. */
	stored: string;
	/** The URL that is called. */
	url: string;
	body?: unknown;
	/** An n8n whose context does not have the data of the execution as a property. */
	withoutRunData?: boolean;
}

/** Calls the node of an execution that `startNode` with these options has paused. */
export async function callBack(
	options: RunOptions,
	{ stored, url, body = {}, withoutRunData = false }: Callback,
): Promise<CallbackAnswer> {
	const workflow = buildWorkflow(options);
	const node = workflow.nodes.Noxus;
	const { webhook } = nodeTypes.getByNameAndVersion(options.nodeType ?? 'n8n-nodes-noxus.noxus');
	if (node === undefined || webhook === undefined) throw new Error('There is no such node');
	const answer = { statusCode: 0, body: {} as Record<string, unknown>, headersSent: false };
	const response = {
		get headersSent() {
			return answer.headersSent;
		},
		setHeader: () => response,
		status(statusCode: number) {
			answer.statusCode = statusCode;
			return response;
		},
		json(sent: Record<string, unknown>) {
			Object.assign(answer, { body: sent, headersSent: true });
			return response;
		},
	};
	const query = Object.fromEntries(new URL(url).searchParams);
	const additionalData = additionalDataFor(options.credentials, randomUUID());
	const httpRequest = { body, query, headers: {}, params: {} };
	Object.assign(additionalData, { httpRequest, httpResponse: response });
	type Arguments = ConstructorParameters<typeof WebhookContext>;
	const runData = JSON.parse(stored) as IRunExecutionData;
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		'webhook',
		{} as Arguments[4],
		[],
		runData,
	);
	const called = withoutRunData ? withoutProperty(context) : context;
	const result = await webhook.call(called as unknown as WebhookContext);
	return { statusCode: answer.statusCode, body: answer.body, result };
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
