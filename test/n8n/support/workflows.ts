import type { INode, INodeParameters } from 'n8n-workflow';
import { EXAMPLE_CREDENTIAL_ID, type WorkflowFile } from '../../../n8n-harness';

type Connections = WorkflowFile['connections'];
export const CREDENTIALS = { noxusApi: { id: EXAMPLE_CREDENTIAL_ID, name: 'Noxus account' } };

/** A node of a workflow file; `column` is its place from the left. */
export function node(name: string, type: string, column: number, rest: Partial<INode> = {}): INode {
	return {
		id: name.toLowerCase(),
		name,
		type,
		typeVersion: 1,
		position: [column * 240, 0],
		parameters: {},
		...rest,
	};
}

/** A webhook that takes POST at a path. */
export function webhookNode(path: string, parameters: INodeParameters = {}): INode {
	return node('Webhook', 'n8n-nodes-base.webhook', 0, {
		typeVersion: 2,
		webhookId: `hook-${path}`,
		parameters: { httpMethod: 'POST', path, ...parameters },
	});
}

/** Connections to these nodes, each from an output of its own. */
export function link(...targets: string[]): Connections[string] {
	const main = targets.map((target) => [{ node: target, type: 'main' as const, index: 0 }]);
	return { main };
}

export interface RunWorkflow {
	/** Name of the workflow and path of its webhook. */
	path: string;
	noxusWorkflowId: string;
	input?: Record<string, unknown>;
	onError?: INode['onError'];
	credentialId?: string;
	/** More parameters of Noxus, or others. */
	more?: INodeParameters;
}

function credentialsOf(credentialId?: string): INode['credentials'] {
	if (credentialId === undefined) return CREDENTIALS;
	return { noxusApi: { id: credentialId, name: 'Another account' } };
}

/** Webhook, Noxus (Create and Wait), and a node on each of its two possible outputs. */
export function runWorkflow({
	path,
	noxusWorkflowId,
	input,
	onError,
	credentialId,
	more,
}: RunWorkflow): WorkflowFile {
	const parameters: INodeParameters = {
		resource: 'run',
		operation: 'createAndWait',
		workflowId: { __rl: true, mode: 'id', value: noxusWorkflowId },
		inputMode: 'json',
		inputJson: JSON.stringify(input ?? {}),
		outputMode: 'raw',
		...more,
	};
	const credentials = credentialsOf(credentialId);
	return {
		name: path,
		nodes: [
			webhookNode(path),
			node('Noxus', 'n8n-nodes-noxus.noxus', 1, { parameters, credentials, onError }),
			node('Regular', 'n8n-nodes-base.noOp', 2),
			node('Error', 'n8n-nodes-base.noOp', 2),
		],
		connections: { Webhook: link('Noxus'), Noxus: link('Regular', 'Error') },
		settings: { executionOrder: 'v1' },
	};
}

/** A Noxus Trigger with these parameters and a node behind it. */
export function triggerWorkflow(
	name: string,
	parameters: INodeParameters,
	credentialId?: string,
): WorkflowFile {
	const type = 'n8n-nodes-noxus.noxusTrigger';
	const credentials = credentialsOf(credentialId);
	const trigger = { typeVersion: 1.1, webhookId: `hook-${name}`, parameters, credentials };
	return {
		name,
		nodes: [node('Noxus Trigger', type, 0, trigger), node('After', 'n8n-nodes-base.noOp', 1)],
		connections: { 'Noxus Trigger': link('After') },
		settings: { executionOrder: 'v1' },
	};
}

/** A Noxus Run Finished Trigger that checks at this second of every minute, and a node behind it. */
export function runFinishedWorkflow(
	name: string,
	second: number,
	parameters: INodeParameters = {},
): WorkflowFile {
	const pollTimes = { item: [{ mode: 'custom', cronExpression: `${second} * * * * *` }] };
	const trigger = { parameters: { pollTimes, ...parameters }, credentials: CREDENTIALS };
	const type = 'n8n-nodes-noxus.noxusRunFinishedTrigger';
	return {
		name,
		nodes: [node('Run Finished', type, 0, trigger), node('After', 'n8n-nodes-base.noOp', 1)],
		connections: { 'Run Finished': link('After') },
		settings: { executionOrder: 'v1' },
	};
}
