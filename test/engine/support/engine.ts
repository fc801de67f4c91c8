/** Runs the built node Noxus in an execution of its own. */
import { randomUUID } from 'node:crypto';

import type { Workflow } from 'n8n-workflow';

import { additionalDataFor, type CredentialData } from './additionalData';
import {
	execute,
	nodeOf,
	settingsOf,
	workflowOf,
	type Execution,
	type ExecutionOptions,
	type RunResult,
} from './execution';
import { nodeTypes } from './nodeTypes';

export type { Execution, RunResult } from './execution';

export interface RunOptions extends ExecutionOptions {
	credentials: CredentialData;
	/** Another type than the usual one, such as that of another process. */
	nodeType?: string;
}

/** Starts a workflow of a start node and one Noxus node, and returns at once. */
export async function startNode(options: RunOptions): Promise<Execution> {
	const additionalData = additionalDataFor(options.credentials, randomUUID());
	return execute(buildWorkflow(options), 'Noxus', additionalData, options);
}

/** Runs a workflow of a start node and one Noxus node to its end. */
export async function runNode(options: RunOptions): Promise<RunResult> {
	return await (
		await startNode(options)
	).result;
}

/** The workflow of a start node and one Noxus node. */
export function buildWorkflow(options: RunOptions): Workflow {
	return workflowOf(nodeTypes, {
		...nodeOf('Noxus', options.nodeType ?? 'n8n-nodes-noxus.noxus', options.parameters),
		id: 'noxus-node',
		credentials: { noxusApi: { id: 'credential', name: 'Noxus account' } },
		...settingsOf(options),
	});
}
