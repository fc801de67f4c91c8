/** Runs the built node Noukai in an execution of its own. */
import { randomUUID } from 'node:crypto';

import type { IConnections, Workflow } from 'n8n-workflow';

import {
	continueAtLimit as continueStored,
	execute,
	nodeOf,
	settingsOf,
	workflowOf,
	type Execution,
	type ExecutionOptions,
	type RunResult,
} from '../../support/execution';
import { additionalDataFor, type NoukaiCredential } from './additionalData';
import { addNodeType, nodeTypes } from '../../support/nodeTypes';
import { toolNode } from './toolNode';

export type { Execution, RunResult } from '../../support/execution';

addNodeType('test.tool', toolNode);

export interface RunOptions extends ExecutionOptions {
	credentials: NoukaiCredential;
	/** Keys of the tools that are connected, see `defineTool`. */
	tools?: string[];
	/** As an agent of n8n 2 has the engine run it. */
	asTool?: boolean;
	/** Another type than the usual one, such as that of another process. */
	nodeType?: string;
	/** Of the execution; a new one if left out. */
	executionId?: string;
}

/** Starts a workflow of a start node and one Noukai node, and returns at once. */
export async function startNode(options: RunOptions): Promise<Execution> {
	const { credentials, executionId = randomUUID() } = options;
	const additionalData = additionalDataFor(credentials, executionId);
	return execute(buildWorkflow(options), 'Noukai', additionalData, options);
}

/** Runs a workflow of a start node and one Noukai node to its end. */
export async function runNode(options: RunOptions): Promise<RunResult> {
	return await (
		await startNode(options)
	).result;
}

/** Continues an execution that waits, as n8n does at its time limit. */
export async function continueAtLimit(options: RunOptions, stored: string): Promise<RunResult> {
	const additionalData = additionalDataFor(options.credentials, randomUUID());
	return await continueStored(buildWorkflow(options), 'Noukai', additionalData, stored);
}

/** The workflow of a start node, one Noukai node and the tools that are connected to it. */
export function buildWorkflow(options: RunOptions): Workflow {
	const { parameters, asTool = false, tools = [] } = options;
	const type = options.nodeType ?? `n8n-nodes-noukai.noukai${asTool ? 'Tool' : ''}`;
	const noukai = {
		...nodeOf('Noukai', type, parameters),
		credentials: { noukaiApi: { id: 'credential', name: 'Noukai account' } },
		...settingsOf(options),
	};
	const connections: IConnections = {};
	for (const key of tools) {
		connections[key] = { ai_tool: [[{ node: 'Noukai', type: 'ai_tool', index: 0 }]] };
	}
	const toolNodes = tools.map((key) => nodeOf(key, 'test.tool', { key }));
	return workflowOf(nodeTypes, noukai, toolNodes, connections);
}
