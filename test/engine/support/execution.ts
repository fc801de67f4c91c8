/**
 * Executes a workflow of built nodes with n8n-core's own `WorkflowExecute`, its HTTP client and its
 * binary store. Only what n8n's server would add stands in here: node registry and credential store.
 */
import './environment';
import './binaryMode';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	type OnError,
	type StructuredChunk,
} from 'n8n-workflow';

/** What the tests of both packages can ask of an execution. */
export interface ExecutionOptions {
	parameters: INodeParameters;
	/** The input items; one empty item if left out. */
	items?: INodeExecutionData[];
	onError?: OnError;
	retryOnFail?: boolean;
	/** As behind a Webhook or Chat Trigger in streaming mode. */
	streaming?: boolean;
	/** By hand, in the editor. */
	manual?: boolean;
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
		context: { itemIndex?: number } & Record<string, unknown>;
	};
	/** All that n8n would store of the execution, as text. */
	stored: string;
	hints: ITaskData['hints'];
	/** What a caller that reads along was sent, if the execution is streaming. */
	chunks: StructuredChunk[];
	/** What the console of the editor showed, if it was run by hand. */
	consoleLines: string[];
}

/** An execution under way; `cancel` is n8n's Stop button. */
export interface Execution {
	result: Promise<RunResult>;
	cancel(): void;
}

/** A node of a workflow of a test. */
export const nodeOf = (name: string, type: string, parameters: INodeParameters = {}): INode => ({
	id: `${name}-node`,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters,
});

/** A workflow of a start node, the node under test, and others that `connections` name. */
export function workflowOf(
	nodeTypes: INodeTypes,
	tested: INode,
	others: INode[] = [],
	connections: IConnections = {},
): Workflow {
	return new Workflow({
		id: 'workflow',
		name: 'Engine test',
		nodes: [nodeOf('Start', 'test.start'), tested, ...others],
		connections: {
			Start: { main: [[{ node: tested.name, type: 'main', index: 0 }]] },
			...connections,
		},
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
}

/** The settings of a node under test, as its options say. */
export const settingsOf = ({ onError, retryOnFail }: ExecutionOptions) => ({
	onError,
	retryOnFail,
	maxTries: 2,
	waitBetweenTries: 1,
});

/** Executes the workflow from its start node, and returns at once. `tested` is read when it ends. */
export function execute(
	workflow: Workflow,
	tested: string,
	additionalData: IWorkflowExecuteAdditionalData,
	{ items = [{ json: {} }], streaming = false, manual = false }: ExecutionOptions,
): Execution {
	const mode = manual ? 'manual' : streaming ? 'webhook' : 'trigger';
	const { executionId = '' } = additionalData;
	const hooks = new ExecutionLifecycleHooks(mode, executionId, workflowData(workflow));
	additionalData.hooks = hooks;
	const chunks: StructuredChunk[] = [];
	const consoleLines: string[] = [];
	additionalData.sendDataToUI = (_type, data) => {
		consoleLines.push(...((data as { messages?: string[] }).messages ?? []));
	};
	if (streaming) {
		additionalData.streamingEnabled = true;
		hooks.addHandler('sendChunk', async (chunk) => void chunks.push(chunk));
	}
	const node = workflow.getNode('Start') as INode;
	const nodeExecutionStack = [{ node, data: { main: [items] }, source: null }];
	const execution = new WorkflowExecute(
		additionalData,
		mode,
		createRunExecutionData({ executionData: { nodeExecutionStack } }),
	).processRunExecutionData(workflow);
	const shown = { chunks, consoleLines };
	const result = execution.then((run) => ({ ...readResult(run, tested), ...shown }));
	return { result, cancel: () => execution.cancel() };
}

/**
 * Continues a stored execution that waits, as n8n does at its time limit: the waiting node is passed
 * over.
 */
export async function continueAtLimit(
	workflow: Workflow,
	tested: string,
	additionalData: IWorkflowExecuteAdditionalData,
	stored: string,
): Promise<RunResult> {
	const data = JSON.parse(stored) as IRunExecutionData;
	additionalData.hooks = new ExecutionLifecycleHooks('trigger', 'waiting', workflowData(workflow));
	const execution = new WorkflowExecute(additionalData, 'trigger', data);
	const run = await execution.processRunExecutionData(workflow);
	return { ...readResult(run, tested), chunks: [], consoleLines: [] };
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

function readResult(run: IRun, tested: string): Omit<RunResult, 'chunks' | 'consoleLines'> {
	const { resultData } = run.data;
	const task = resultData.runData[tested]?.[0];
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
