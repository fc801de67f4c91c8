import type { INode, INodeParameters } from 'n8n-workflow';
import type { WorkflowFile } from '../../../n8n-harness';
import { CREDENTIALS, link, node, webhookNode } from './workflows';

export interface ParkedWorkflow {
	/** Name of the workflow and path of its webhook, which takes `{items: [...]}`. */
	path: string;
	noxusWorkflowId: string;
	onError?: INode['onError'];
	retryOnFail?: boolean;
	executeOnce?: boolean;
	/** 0 parks at the first moment. */
	inlineSeconds?: number;
	options?: INodeParameters;
	/** More parameters of Noxus. */
	parameters?: INodeParameters;
}

/** Noxus (Create and Wait, Pause Execution) with an item's own fields as input. */
export function parkingNode(given: Omit<ParkedWorkflow, 'path'>, column = 2): INode {
	return node('Noxus', 'n8n-nodes-noxus.noxus', column, {
		credentials: CREDENTIALS,
		onError: given.onError,
		retryOnFail: given.retryOnFail,
		waitBetweenTries: 100,
		executeOnce: given.executeOnce,
		parameters: {
			resource: 'run',
			operation: 'createAndWait',
			workflowId: { __rl: true, mode: 'id', value: given.noxusWorkflowId },
			inputMode: 'json',
			inputJson: '={{ JSON.stringify($json) }}',
			outputMode: 'raw',
			whenLong: 'freeWorker',
			inlineSeconds: given.inlineSeconds ?? 0,
			options: { ...given.options },
			...given.parameters,
		},
	});
}

/** A webhook whose body's `items` become items. */
export function itemsFromWebhook(path: string): INode[] {
	return [
		webhookNode(path),
		node('Items', 'n8n-nodes-base.splitOut', 1, { parameters: { fieldToSplitOut: 'body.items' } }),
	];
}

/** Webhook, items, Noxus, and a node on each of its two possible outputs. */
export function parkedWorkflow({ path, ...given }: ParkedWorkflow): WorkflowFile {
	return {
		name: path,
		nodes: [
			...itemsFromWebhook(path),
			parkingNode(given),
			node('Regular', 'n8n-nodes-base.noOp', 3),
			node('Error', 'n8n-nodes-base.noOp', 3),
		],
		connections: {
			Webhook: link('Items'),
			Items: link('Noxus'),
			Noxus: link('Regular', 'Error'),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** Webhook, items, and a loop in which Noxus handles one item at a time. */
export function loopWorkflow({ path, ...given }: ParkedWorkflow): WorkflowFile {
	const loop = node('Loop', 'n8n-nodes-base.splitInBatches', 2, {
		typeVersion: 3,
		parameters: { batchSize: 1, options: {} },
	});
	return {
		name: path,
		nodes: [
			...itemsFromWebhook(path),
			loop,
			parkingNode(given, 3),
			node('Regular', 'n8n-nodes-base.noOp', 3),
		],
		connections: {
			Webhook: link('Items'),
			Items: link('Loop'),
			Loop: link('Regular', 'Noxus'),
			Noxus: link('Loop'),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** n8n's expressions end at two braces, and the node reads its state by one. */
const AWKWARD_NAME = 'Noxus "}}" {{ $json }}';

/** Noxus behind another trigger: one of a sub-workflow, or the editor's button. */
export function triggeredWorkflow(
	{ path, ...given }: ParkedWorkflow,
	type: 'executeWorkflowTrigger' | 'manualTrigger',
): WorkflowFile {
	const inputs = { inputSource: 'passthrough' };
	const trigger =
		type === 'manualTrigger'
			? node('Start', `n8n-nodes-base.${type}`, 0)
			: node('Start', `n8n-nodes-base.${type}`, 0, { typeVersion: 1.1, parameters: inputs });
	return {
		name: path,
		nodes: [
			trigger,
			{ ...parkingNode(given, 1), name: AWKWARD_NAME },
			node('Regular', 'n8n-nodes-base.noOp', 2),
		],
		connections: { Start: link(AWKWARD_NAME), [AWKWARD_NAME]: link('Regular') },
		settings: { executionOrder: 'v1' },
	};
}

/** Webhook, items, and a call of another workflow with all of them. */
export function parentWorkflow(path: string, childId: string): WorkflowFile {
	const parameters = {
		workflowId: { __rl: true, mode: 'id', value: childId },
		options: { waitForSubWorkflow: true },
	};
	return {
		name: path,
		nodes: [
			...itemsFromWebhook(path),
			node('Child', 'n8n-nodes-base.executeWorkflow', 2, { typeVersion: 1.2, parameters }),
			node('Regular', 'n8n-nodes-base.noOp', 3),
		],
		connections: { Webhook: link('Items'), Items: link('Child'), Child: link('Regular') },
		settings: { executionOrder: 'v1' },
	};
}
