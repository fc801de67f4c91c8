/**
 * n8n-core's own contexts for anything that is not an execution of a workflow: the tool call of an
 * agent, a picker in the editor; and the one of an execution.
 */
import { randomUUID } from 'node:crypto';

import { ExecuteContext, LoadOptionsContext, SupplyDataContext } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IExecuteData,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type ResourceMapperFields,
	type IWorkflowSettings,
} from 'n8n-workflow';

import { additionalDataFor, type CredentialData } from './additionalData';
import { nodeTypes } from './nodeTypes';

export function oneNodeWorkflow(
	name: 'noxus' | 'noxusTrigger',
	parameters: INodeParameters,
	settings: IWorkflowSettings = {},
	credentialId: string = randomUUID(),
) {
	const node: INode = {
		id: `${name}-node`,
		name,
		type: `n8n-nodes-noxus.${name}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { noxusApi: { id: credentialId, name: 'Noxus account' } },
	};
	const workflow = new Workflow({
		id: randomUUID(),
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
		settings,
	});
	return { workflow, node: workflow.getNode(name) as INode };
}

type EditorMethod = (this: LoadOptionsContext, ...args: unknown[]) => Promise<unknown>;

/** Calls a method of the node as the editor does while somebody fills these parameters in. */
async function callEditorMethod<Result>(
	credentials: CredentialData,
	[kind, name]: ['listSearch' | 'loadOptions' | 'resourceMapping', string],
	parameters: INodeParameters,
	{ nodeName = 'noxus' as 'noxus' | 'noxusTrigger', args = [] as unknown[] } = {},
): Promise<Result> {
	const { workflow, node } = oneNodeWorkflow(nodeName, parameters);
	const { methods } = nodeTypes.getByNameAndVersion(node.type) as {
		methods?: Record<string, Record<string, EditorMethod>>;
	};
	const method = methods?.[kind]?.[name];
	if (method === undefined) throw new Error(`The node has no ${kind} ${name}`);
	const additionalData = additionalDataFor(credentials, randomUUID());
	additionalData.currentNodeParameters = parameters;
	const context = new LoadOptionsContext(workflow, node, additionalData, 'parameters.x');
	return (await method.call(context, ...args)) as Result;
}

/** What the workflow picker shows for a search text, page by page. */
export async function searchWorkflows(
	credentials: CredentialData,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const method = ['listSearch', 'searchWorkflows'] as const;
	return await callEditorMethod(credentials, [...method], {}, { args: [filter, paginationToken] });
}

/** What the picker of agents or of knowledge bases shows for a search text. */
export async function searchList(
	credentials: CredentialData,
	method: 'searchAgents' | 'searchKnowledgeBases',
	...args: string[]
): Promise<INodeListSearchResult> {
	return await callEditorMethod(credentials, ['listSearch', method], {}, { args });
}

/** The form of a workflow, as the editor loads it. */
export async function loadForm(
	credentials: CredentialData,
	parameters: INodeParameters,
): Promise<ResourceMapperFields> {
	return await callEditorMethod(credentials, ['resourceMapping', 'getWorkflowInputs'], parameters);
}

/** The choices of a field whose choices are loaded. */
export async function loadChoices(
	credentials: CredentialData,
	method: 'getWorkflowVersions' | 'getWorkflowOutputs' | 'getWorkflows',
	parameters: INodeParameters,
	nodeName: 'noxus' | 'noxusTrigger' = 'noxus',
): Promise<INodePropertyOptions[]> {
	return await callEditorMethod(credentials, ['loadOptions', method], parameters, { nodeName });
}

/** What the node's own modules get in an execution with these items. */
export function executeContext(
	credentials: CredentialData,
	items: INodeExecutionData[],
	settings: IWorkflowSettings = {},
): IExecuteFunctions {
	const { workflow, node } = oneNodeWorkflow('noxus', {}, settings);
	const data = { main: [items] };
	return new ExecuteContext(
		workflow,
		node,
		additionalDataFor(credentials, randomUUID()),
		'trigger',
		createRunExecutionData(),
		0,
		items,
		data,
		{ node, data, source: null },
		[],
	) as unknown as IExecuteFunctions;
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
