/** A Noxus Trigger in n8n-core's own contexts: of a webhook call, and of the execution it starts. */
import { randomUUID } from 'node:crypto';

import { ExecuteContext, WebhookContext } from 'n8n-core';
import {
	createRunExecutionData,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IWebhookResponseData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor, type CredentialData } from './additionalData';
import { oneNodeWorkflow } from './contexts';
import { nodeTypes } from './nodeTypes';
import { WebhookResponse } from './webhookResponse';

/** What the sender got, and what n8n was asked to start. */
export interface Delivery {
	statusCode: number;
	headers: Record<string, string>;
	body: unknown;
	result: IWebhookResponseData;
}

export interface Request {
	headers?: Record<string, string>;
	query?: Record<string, unknown>;
	/** The JSON that the body was parsed from, which n8n keeps. */
	rawBody?: Buffer;
	/** n8n does not answer for what it starts, until the test does by the event `finish`. */
	holdBack?: boolean;
}

export const TRIGGER_PATH = '/webhook/6f4a9d5e-43c5-4f19-9a1d-6a1f2f5d7b03/webhook';

/**
 * A trigger of an n8n workflow of its own, which accepts callbacks without a token if its parameters
 * do not say otherwise.
 */
export class OpenTrigger {
	readonly responses: WebhookResponse[] = [];
	/** What n8n's log received. */
	readonly warnings: string[] = [];
	private readonly workflow: Workflow;
	private readonly node: INode;

	constructor(
		private readonly credentials: CredentialData,
		parameters: INodeParameters = {},
		private readonly mode: WorkflowExecuteMode = 'webhook',
		/** Of its own if left out. */
		credentialId?: string,
	) {
		const given = { proofOfOrigin: 'confirm', ...parameters };
		const made = oneNodeWorkflow('noxusTrigger', given, {}, credentialId);
		this.workflow = made.workflow;
		this.node = made.node;
	}

	/** One POST to its URL; n8n answers for what it starts, as it does when the execution is stored. */
	async post(body: unknown, request: Request = {}): Promise<Delivery> {
		const response = new WebhookResponse();
		this.responses.push(response);
		const headers = { 'content-type': 'application/json', ...request.headers };
		const { query = {}, rawBody } = request;
		const additionalData = additionalDataFor(this.credentials, randomUUID());
		Object.assign(additionalData, {
			httpRequest: { body, rawBody, headers, query, params: {}, path: TRIGGER_PATH },
			httpResponse: response,
		});
		type Arguments = ConstructorParameters<typeof WebhookContext>;
		const context = new WebhookContext(
			this.workflow,
			this.node,
			additionalData,
			this.mode,
			{} as Arguments[4],
			[],
			null,
		);
		const logger = { warn: (line: string) => this.warnings.push(line) };
		Object.defineProperty(context, 'logger', { value: logger });
		const result = (await this.nodeType.webhook?.call(context)) ?? {};
		if (result.workflowData !== undefined && request.holdBack !== true) {
			response.status(200).json(result.webhookResponse);
		}
		const { statusCode, headers: sent, body: answered } = response;
		return { statusCode, headers: sent, body: answered, result };
	}

	/** The execution that a delivery starts: what the trigger returns. */
	async run(
		delivery: Delivery,
		mode: WorkflowExecuteMode = this.mode,
	): Promise<INodeExecutionData[]> {
		const items = delivery.result.workflowData?.[0] ?? [];
		const data = { main: [items] };
		const context = new ExecuteContext(
			this.workflow,
			this.node,
			additionalDataFor(this.credentials, randomUUID()),
			mode,
			createRunExecutionData(),
			0,
			items,
			data,
			{ node: this.node, data, source: null },
			[],
		);
		const output = (await this.nodeType.execute?.call(context)) as INodeExecutionData[][];
		return output[0] ?? [];
	}

	private get nodeType(): INodeType {
		return nodeTypes.getByNameAndVersion(this.node.type) as INodeType;
	}
}
