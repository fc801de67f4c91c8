/**
 * Runs the built nodes with n8n-core's own `WorkflowExecute`, its HTTP client and its binary store.
 * Only what n8n's server would add stands in here: the node registry and the credential store.
 */
import './environment';

import { randomUUID } from 'node:crypto';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type ITaskData,
	type OnError,
	type StructuredChunk,
} from 'n8n-workflow';

import { additionalDataFor, type CredentialData } from './additionalData';
import './binaryMode';
import { nodeTypes } from './nodeTypes';

export interface RunOptions {
	parameters: INodeParameters;
	credentials: CredentialData;
	/** The input items; one empty item where left out. */
	items?: INodeExecutionData[];
	onError?: OnError;
	retryOnFail?: boolean;
	/** As behind a Webhook or Chat Trigger in streaming mode. */
	streaming?: boolean;
	/** Another type than the usual one, such as that of another process. */
	nodeType?: string;
}

export interface RunResult {
	status: IRun['status'];
	/** The items of the node's main output. */
	items: INodeExecutionData[];
	/** The items of its error output. */
	errorItems: INodeExecutionData[];
	/** What the execution ended with, where it did not end well. */
	error?: {
		message: string;
		description?: string;
		httpCode?: string;
		context: { itemIndex?: number };
	};
	/** All that n8n would store of the execution, as text. */
	stored: string;
	hints: ITaskData['hints'];
	/** What a caller that reads along was sent, where the execution is streaming. */
	chunks: StructuredChunk[];
}

/** An execution under way; `cancel` is n8n's Stop button. */
export interface Execution {
	result: Promise<RunResult>;
	cancel(): void;
}

/** Starts a workflow of a start node and one Noxus node, and returns at once. */
export async function startNode(options: RunOptions): Promise<Execution> {
	const workflow = buildWorkflow(options);
	const executionId = randomUUID();
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
	const execution = new WorkflowExecute(
		additionalData,
		mode,
		createRunExecutionData({
			executionData: {
				nodeExecutionStack: [
					{ node: start, data: { main: [options.items ?? [{ json: {} }]] }, source: null },
				],
			},
		}),
	).processRunExecutionData(workflow);
	const result = execution.then((run) => ({ ...readResult(run), chunks }));
	return { result, cancel: () => execution.cancel() };
}

/** Runs a workflow of a start node and one Noxus node to its end. */
export async function runNode(options: RunOptions): Promise<RunResult> {
	return await (
		await startNode(options)
	).result;
}

function buildWorkflow({ parameters, onError, retryOnFail, nodeType }: RunOptions): Workflow {
	const noxus: INode = {
		id: 'noxus-node',
		name: 'Noxus',
		type: nodeType ?? 'n8n-nodes-noxus.noxus',
		typeVersion: 1,
		position: [200, 0],
		parameters,
		credentials: { noxusApi: { id: 'credential', name: 'Noxus account' } },
		onError,
		retryOnFail,
		maxTries: 2,
		waitBetweenTries: 1,
	};
	const start: INode = {
		id: 'start-node',
		name: 'Start',
		type: 'test.start',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	return new Workflow({
		id: 'workflow',
		name: 'Engine test',
		nodes: [start, noxus],
		connections: { Start: { main: [[{ node: 'Noxus', type: 'main', index: 0 }]] } },
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
	const task = resultData.runData.Noxus?.[0];
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
