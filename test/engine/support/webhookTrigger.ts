/** A trigger in n8n-core's own contexts: of a webhook call, and of the execution it starts. */
import { ExecuteContext, WebhookContext } from 'n8n-core';
import {
	createRunExecutionData,
	type INode,
	type INodeExecutionData,
	type INodeType,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { nodeTypes } from './nodeTypes';
import { WebhookResponse } from './webhookResponse';

/** What the sender got, and what n8n was asked to start. */
export interface Delivery<Body = unknown> {
	statusCode: number;
	headers: Record<string, string>;
	body: Body;
	result: IWebhookResponseData;
}

/** A POST as n8n has parsed it. */
interface ParsedPost {
	path: string;
	body: unknown;
	/** The text that the body was parsed from, which n8n keeps. */
	rawBody?: Buffer;
	headers: Record<string, unknown>;
	query?: Record<string, unknown>;
}

/** A trigger of an n8n workflow of its own. */
export class WebhookTrigger<Body = unknown> {
	readonly responses: WebhookResponse[] = [];
	/** What n8n's log received. */
	readonly warnings: string[] = [];

	constructor(
		private readonly workflow: Workflow,
		private readonly node: INode,
		private readonly additionalData: () => IWorkflowExecuteAdditionalData,
		private readonly mode: WorkflowExecuteMode = 'webhook',
	) {}

	/**
	 * One POST to its URL. n8n answers for what it starts, as it does when the execution is stored; with
	 * `holdBack` not until the test does by the event `finish`.
	 */
	protected async deliver(post: ParsedPost, holdBack = false): Promise<Delivery<Body>> {
		const response = new WebhookResponse();
		this.responses.push(response);
		const additionalData = this.additionalData();
		Object.assign(additionalData, {
			httpRequest: { query: {}, params: {}, ...post },
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
		if (result.workflowData !== undefined && !holdBack) {
			response.status(200).json(result.webhookResponse);
		}
		const { statusCode, headers, body } = response;
		return { statusCode, headers, body: body as Body, result };
	}

	/** The execution that a delivery starts: the items that the trigger returns. */
	async run(
		delivery: Pick<Delivery, 'result'>,
		mode: WorkflowExecuteMode = this.mode,
	): Promise<INodeExecutionData[]> {
		const items = delivery.result.workflowData?.[0] ?? [];
		const data = { main: [items] };
		const context = new ExecuteContext(
			this.workflow,
			this.node,
			this.additionalData(),
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
