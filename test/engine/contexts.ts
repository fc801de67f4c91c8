/**
 * n8n-core's own contexts for what is no execution of a workflow: a webhook call, the tool call of an
 * agent, and a picker in the editor.
 */
import { randomUUID } from 'node:crypto';

import { LoadOptionsContext, SupplyDataContext, WebhookContext } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type IWebhookResponseData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalDataFor, type CredentialData } from './additionalData';
import { nodeTypes } from './nodeTypes';

function oneNodeWorkflow(name: 'noxus' | 'noxusTrigger', parameters: INodeParameters) {
	const node: INode = {
		id: `${name}-node`,
		name,
		type: `n8n-nodes-noxus.${name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { noxusApi: { id: 'credential', name: 'Noxus account' } },
	};
	const workflow = new Workflow({
		id: randomUUID(),
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
	});
	return { workflow, node: workflow.getNode(name) as INode };
}

/** What the sender got, and what n8n was told to start. */
export interface Delivery {
	statusCode: number;
	body: unknown;
	result: IWebhookResponseData;
}

/** A Noxus Trigger of a workflow of its own; `post` is one POST to its URL. */
export function openTrigger(
	credentials: CredentialData,
	parameters: INodeParameters = {},
	mode: WorkflowExecuteMode = 'webhook',
): { post: (body: unknown) => Promise<Delivery> } {
	const { workflow, node } = oneNodeWorkflow('noxusTrigger', parameters);
	const { webhook } = nodeTypes.getByNameAndVersion(node.type) as {
		webhook(this: WebhookContext): Promise<IWebhookResponseData>;
	};
	const post = async (body: unknown) => {
		const delivery = { statusCode: 0, body: undefined as unknown };
		// All of express that the node touches.
		const response = {
			status: (code: number) => ((delivery.statusCode = code), response),
			json: (json: unknown) => ((delivery.body = json), response),
		};
		const additionalData = additionalDataFor(credentials, randomUUID());
		const data = {
			httpRequest: { body, headers: {}, query: {}, params: {} },
			httpResponse: response,
		};
		Object.assign(additionalData, data);
		const webhookData = {} as ConstructorParameters<typeof WebhookContext>[4];
		const context = new WebhookContext(workflow, node, additionalData, mode, webhookData, [], null);
		const result = await webhook.call(context);
		return { ...delivery, result };
	};
	return { post };
}

/** What the workflow picker shows for a search text, page by page. */
export async function searchWorkflows(
	credentials: CredentialData,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { workflow, node } = oneNodeWorkflow('noxus', {});
	const { methods } = nodeTypes.getByNameAndVersion(node.type) as {
		methods?: {
			listSearch?: Record<string, (...args: unknown[]) => Promise<INodeListSearchResult>>;
		};
	};
	const search = methods?.listSearch?.searchWorkflows;
	if (search === undefined) throw new Error('The node has no searchWorkflows');
	const additionalData = additionalDataFor(credentials, randomUUID());
	const context = new LoadOptionsContext(workflow, node, additionalData, 'parameters.workflowId');
	return await search.call(context, filter, paginationToken);
}

/** What an agent that calls the node as a tool gets, in the context that n8n gives such a call. */
export async function callTool(
	credentials: CredentialData,
	parameters: INodeParameters,
): Promise<INodeExecutionData[]> {
	const { workflow, node } = oneNodeWorkflow('noxus', parameters);
	const input = [{ json: {} }];
	const inputData = { [NodeConnectionTypes.AiTool]: [input] };
	const context = new SupplyDataContext(
		workflow,
		node,
		additionalDataFor(credentials, randomUUID()),
		'trigger',
		createRunExecutionData({}),
		0,
		input,
		inputData,
		NodeConnectionTypes.AiTool,
		{ node, data: inputData, source: null } as IExecuteData,
		[],
	);
	const { execute } = nodeTypes.getByNameAndVersion(node.type) as unknown as {
		execute(this: SupplyDataContext): Promise<INodeExecutionData[][]>;
	};
	return (await execute.call(context))[0] ?? [];
}
