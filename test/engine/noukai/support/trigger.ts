/** A Noukai Trigger in n8n-core's own contexts: of a webhook call, and of the execution it starts. */
import { randomUUID } from 'node:crypto';

import { ExecuteContext, WebhookContext } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IWebhookResponseData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { nodeTypes } from '../../support/nodeTypes';
import { WebhookResponse } from '../../support/webhookResponse';
import { TRIGGER_URL, type Post } from './callbacks';
import { additionalDataFor, type NoukaiCredential } from './additionalData';

/** What the sender got, and what n8n was asked to start. */
export interface Delivery {
	statusCode: number;
	headers: Record<string, string>;
	body: { received?: boolean; started?: boolean; reason?: string };
	result: IWebhookResponseData;
}

/** A trigger of an n8n workflow of its own, with a credential of its own. */
export class OpenTrigger {
	/** What n8n's log received. */
	readonly warnings: string[] = [];
	private readonly workflow: Workflow;
	private readonly node: INode;

	constructor(
		private readonly credentials: NoukaiCredential,
		parameters: INodeParameters = {},
		private readonly mode: WorkflowExecuteMode = 'webhook',
	) {
		this.node = {
			id: randomUUID(),
			name: 'Noukai Trigger',
			type: 'n8n-nodes-noukai.noukaiTrigger',
			typeVersion: 1.1,
			position: [0, 0],
			parameters,
			credentials: { noukaiApi: { id: randomUUID(), name: 'Noukai account' } },
		};
		this.workflow = new Workflow({
			id: randomUUID(),
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes,
		});
		this.node = this.workflow.getNode(this.node.name) ?? this.node;
	}

	/** One POST to its URL; n8n answers for what it starts, as it does when the execution is stored. */
	async post({ raw, headers, query }: Post): Promise<Delivery> {
		const response = new WebhookResponse();
		const additionalData = additionalDataFor(this.credentials, randomUUID());
		const { pathname: path } = new URL(TRIGGER_URL);
		const rawBody = Buffer.from(raw);
		Object.assign(additionalData, {
			httpRequest: { body: parsed(raw), rawBody, headers, query, params: {}, path },
			httpResponse: response,
		});
		type Arguments = ConstructorParameters<typeof WebhookContext>;
		const data = {} as Arguments[4];
		const context = new WebhookContext(
			this.workflow,
			this.node,
			additionalData,
			this.mode,
			data,
			[],
			null,
		);
		const logger = { warn: (line: string) => this.warnings.push(line) };
		Object.defineProperty(context, 'logger', { value: logger });
		const result = (await this.nodeType.webhook?.call(context)) ?? {};
		if (result.workflowData !== undefined) response.status(200).json(result.webhookResponse);
		const { statusCode, headers: sent, body } = response;
		return { statusCode, headers: sent, body: body as Delivery['body'], result };
	}

	/** The execution that a delivery starts: the items that the trigger returns. */
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

/** n8n answers for a body that is not JSON by itself; nothing is parsed then. */
function parsed(raw: string): unknown {
	try {
		return JSON.parse(raw);
	} catch {
		return undefined;
	}
}
