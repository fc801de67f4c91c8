/**
 * Runs the built node Noukai with n8n-core's own `WorkflowExecute`, its HTTP client and its binary
 * store. Only what n8n's server would add stands in here: the node registry and the credentials.
 */
import '../../support/environment';

import { randomUUID } from 'node:crypto';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type ITaskData,
	type OnError,
	type StructuredChunk,
} from 'n8n-workflow';

import '../../support/binaryMode';
import { additionalDataFor, type NoukaiCredential } from './additionalData';
import { nodeTypes } from './nodeTypes';

export interface RunOptions {
	parameters: INodeParameters;
	credentials: NoukaiCredential;
	/** The input items; one empty item if left out. */
	items?: INodeExecutionData[];
	onError?: OnError;
	retryOnFail?: boolean;
	/** As behind a Webhook or Chat Trigger in streaming mode. */
	streaming?: boolean;
	/** Keys of the tools that are connected, see `defineTool`. */
	tools?: string[];
	/** As an agent of n8n 2 has the engine run it. */
	asTool?: boolean;
	/** Of the execution; a new one if left out. */
	executionId?: string;
}

export interface RunResult {
	status: IRun['status'];
	/** The items of the node's main output. */
	items: INodeExecutionData[];
	/** The items of its error output. */
	errorItems: INodeExecutionData[];
	/** What the execution ended with, if it did not end well. */
	error?: {
		message: string;
		description?: string;
		httpCode?: string;
		context: Record<string, unknown>;
	};
	/** All that n8n would store of the execution, as text. */
	stored: string;
	hints: ITaskData['hints'];
	/** What a caller that reads along was sent, if the execution is streaming. */
	chunks: StructuredChunk[];
}

/** An execution under way; `cancel` is n8n's Stop button. */
export interface Execution {
	result: Promise<RunResult>;
	cancel(): void;
}

/** Starts a workflow of a start node and one Noukai node, and returns at once. */
export async function startNode(options: RunOptions): Promise<Execution> {
	const workflow = buildWorkflow(options);
	const executionId = options.executionId ?? randomUUID();
	const additionalData = additionalDataFor(options.credentials, executionId);
	const mode = options.streaming ? 'webhook' : 'trigger';
	const hooks = new ExecutionLifecycleHooks(mode, executionId, workflowData(workflow));
	additionalData.hooks = hooks;
	const chunks: StructuredChunk[] = [];
	if (options.streaming) {
		additionalData.streamingEnabled = true;
		hooks.addHandler('sendChunk', async (chunk) => void chunks.push(chunk));
	}
	const start = workflow.getNode('Start') as INode;
	const data = { main: [options.items ?? [{ json: {} }]] };
	const execution = new WorkflowExecute(
		additionalData,
		mode,
		createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node: start, data, source: null }] },
		}),
	).processRunExecutionData(workflow);
	const result = execution.then((run) => ({ ...readResult(run), chunks }));
	return { result, cancel: () => execution.cancel() };
}

/** Runs a workflow of a start node and one Noukai node to its end. */
export async function runNode(options: RunOptions): Promise<RunResult> {
	return await (
		await startNode(options)
	).result;
}

const nodeOf = (name: string, type: string, parameters: INodeParameters = {}): INode => ({
	id: `${name}-node`,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

function buildWorkflow({
	parameters,
	onError,
	retryOnFail,
	asTool = false,
	tools = [],
}: RunOptions): Workflow {
	const noukai: INode = {
		...nodeOf('Noukai', `n8n-nodes-noukai.noukai${asTool ? 'Tool' : ''}`, parameters),
		credentials: { noukaiApi: { id: 'credential', name: 'Noukai account' } },
		onError,
		retryOnFail,
		maxTries: 2,
		waitBetweenTries: 1,
	};
	const connections: IConnections = {
		Start: { main: [[{ node: 'Noukai', type: 'main', index: 0 }]] },
	};
	for (const key of tools) {
		connections[key] = { ai_tool: [[{ node: 'Noukai', type: 'ai_tool', index: 0 }]] };
	}
	return new Workflow({
		id: 'workflow',
		name: 'Engine test',
		nodes: [
			nodeOf('Start', 'test.start'),
			noukai,
			...tools.map((key) => nodeOf(key, 'test.tool', { key })),
		],
		connections,
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}

function workflowData(workflow: Workflow) {
	const at = new Date();
	return {
		id: workflow.id,
		name: workflow.name ?? '',
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: at,
		updatedAt: at,
	};
}

function readResult(run: IRun): Omit<RunResult, 'chunks'> {
	const { resultData } = run.data;
	const task = resultData.runData.Noukai?.[0];
	const error = (resultData.error ?? task?.error) as RunResult['error'];
	return {
		status: run.status,
		items: task?.data?.main?.[0] ?? [],
		errorItems: task?.data?.main?.[1] ?? [],
		error: error && { ...error, message: error.message, description: error.description },
		stored: JSON.stringify(run.data),
		hints: task?.hints,
	};
}
