import type { INode, INodeParameters } from 'n8n-workflow';

import { WORKFLOWS } from '../simulator/noxus';
import { EXAMPLE_CREDENTIAL_ID, type WorkflowFile } from '../n8n-harness';

type Connections = WorkflowFile['connections'];

const CREDENTIALS = { noxusApi: { id: EXAMPLE_CREDENTIAL_ID, name: 'Noxus account' } };

export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}

function webhook(path: string, responseMode: 'lastNode' | 'onReceived'): INode {
	const parameters = { httpMethod: 'POST', path, responseMode, options: {} };
	return { ...node('Webhook', 'n8n-nodes-base.webhook', 2, parameters), webhookId: `hook-${path}` };
}

/** One item for each entry of the request's list `items`. */
const splitOut = node('Split Out', 'n8n-nodes-base.splitOut', 1, {
	fieldToSplitOut: 'body.items',
	options: {},
});

export function noxus(parameters: INodeParameters): INode {
	return { ...node('Noxus', 'n8n-nodes-noxus.noxus', 1.1, parameters), credentials: CREDENTIALS };
}

/** Parameters for a run of the simulator's `slow`, whose time comes from the item. */
export function slowRun(more: INodeParameters = {}): INodeParameters {
	return {
		resource: 'run',
		operation: 'createAndWait',
		workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.slow },
		inputMode: 'json',
		inputJson: '={{ { "Milliseconds": $json.ms } }}',
		...more,
	};
}

function chain(nodes: INode[]): Connections {
	const links = nodes
		.slice(1)
		.map(({ name }, i): [string, Connections[string]] => [
			nodes[i]?.name ?? '',
			{ main: [[{ node: name, type: 'main', index: 0 }]] },
		]);
	return Object.fromEntries(links);
}

function workflow(name: string, nodes: INode[], connections = chain(nodes)): WorkflowFile {
	return { name, nodes, connections, settings: { executionOrder: 'v1' } };
}

/** A webhook that receives the path of a file, and the nodes that handle it. */
export function fileWorkflow(path: string, nodes: INode[]): WorkflowFile {
	return workflow(path, [webhook(path, 'lastNode'), ...nodes]);
}

/** A webhook with a list of items, and the nodes for them. */
export function itemsWorkflow(
	path: string,
	nodes: INode[],
	responseMode: 'lastNode' | 'onReceived',
): WorkflowFile {
	return workflow(path, [webhook(path, responseMode), splitOut, ...nodes]);
}

/** A webhook with a list of items, and the Noxus node for them. */
export function noxusWorkflow(
	path: string,
	parameters: INodeParameters,
	responseMode: 'lastNode' | 'onReceived' = 'lastNode',
): WorkflowFile {
	return itemsWorkflow(path, [noxus(parameters)], responseMode);
}

/** A Chat Trigger in streaming mode, at `chat-<path>/chat`, and a node. */
export function chatWorkflow(path: string, after: INode): WorkflowFile {
	const trigger = node('Chat', '@n8n/n8n-nodes-langchain.chatTrigger', 1.3, {
		public: true,
		mode: 'webhook',
		options: { responseMode: 'streaming' },
	});
	return workflow(path, [{ ...trigger, webhookId: `chat-${path}` }, after]);
}

/** An HTTP Request node with the credential of the package, as people use it for missing nodes. */
export function httpRequest(name: string, parameters: INodeParameters): INode {
	const request = node(name, 'n8n-nodes-base.httpRequest', 4.2, {
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'noxusApi',
		options: {},
		...parameters,
	});
	return { ...request, credentials: CREDENTIALS };
}

const isDone = node('Is Done', 'n8n-nodes-base.if', 2, {
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict' },
		conditions: [
			{
				leftValue: '={{ $json.status }}',
				rightValue: 'completed',
				operator: { type: 'string', operation: 'equals' },
			},
		],
		combinator: 'and',
	},
	options: {},
});

/**
 * What people build without this package: one item after another, create, wait a second, ask, and
 * wait again until the run is done. One second is the shortest that the Wait node's panel suggests.
 */
export function loopWorkflow(
	path: string,
	baseUrl: string,
	responseMode: 'lastNode' | 'onReceived' = 'lastNode',
): WorkflowFile {
	const runs = `${baseUrl}/v1/workflows/${WORKFLOWS.slow}/runs`;
	const create = httpRequest('Create', {
		method: 'POST',
		url: runs,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: '={{ JSON.stringify({ input: { Milliseconds: $json.ms } }) }}',
	});
	const ask = httpRequest('Ask', { url: `=${runs}/{{ $json.id }}` });
	const eachItem = node('Each Item', 'n8n-nodes-base.splitInBatches', 3, { options: {} });
	const pause = node('Pause', 'n8n-nodes-base.wait', 1.1, { amount: 1, unit: 'seconds' });
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	const nodes = [webhook(path, responseMode), splitOut, eachItem, create, pause, ask, isDone];
	return workflow(path, nodes, {
		Webhook: { main: [to('Split Out')] },
		'Split Out': { main: [to('Each Item')] },
		// Its first output is taken when all items are done, its second for each of them.
		'Each Item': { main: [[], to('Create')] },
		Create: { main: [to('Pause')] },
		Pause: { main: [to('Ask')] },
		Ask: { main: [to('Is Done')] },
		'Is Done': { main: [to('Each Item'), to('Pause')] },
	});
}

/** n8n's own nodes for a run that takes long: its callback resumes a Wait node. */
export function waitForCallback(path: string, simulatorUrl: string): WorkflowFile {
	const body = '{ input: { Milliseconds: $json.ms }, callback_url: $execution.resumeUrl }';
	const create = httpRequest('Create', {
		method: 'POST',
		url: `${simulatorUrl}/v1/workflows/${WORKFLOWS.slow}/runs`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ JSON.stringify(${body}) }}`,
	});
	const wait = {
		...node('Wait', 'n8n-nodes-base.wait', 1.1, {
			resume: 'webhook',
			httpMethod: 'POST',
			options: {},
		}),
		webhookId: `wait-${path}`,
	};
	return itemsWorkflow(path, [create, wait], 'onReceived');
}

const after = node('After', 'n8n-nodes-base.noOp', 1, {});

/**
 * n8n's Webhook node, which answers when the execution is stored, and a node behind it. For a Webhook
 * node without expressions n8n leaves out a sandbox that it makes for each call to any other trigger
 * (live-webhooks.js, webhookPhaseNeedsIsolate); `hasSandbox` gives this one an expression.
 */
export function webhookWorkflow(path: string, { hasSandbox = false } = {}): WorkflowFile {
	const node = webhook(path, 'onReceived');
	const parameters = {
		...node.parameters,
		...(hasSandbox && { options: { noResponseBody: '={{ false }}' } }),
	};
	return workflow(path, [{ ...node, parameters }, after]);
}

/** A Noxus Trigger with these parameters and a node behind it; its URL ends in `hook-<name>/webhook`. */
export function triggerWorkflow(name: string, parameters: INodeParameters): WorkflowFile {
	const trigger = node('Noxus Trigger', 'n8n-nodes-noxus.noxusTrigger', 1.1, parameters);
	const hook = { webhookId: `hook-${name}`, credentials: CREDENTIALS };
	return workflow(name, [{ ...trigger, ...hook }, after]);
}

/** The same of a Noukai Trigger that checks the signature. */
export function noukaiTriggerWorkflow(name: string, credentialId: string): WorkflowFile {
	const parameters = { proofOfOrigin: 'signature' };
	const trigger = node('Noukai Trigger', 'n8n-nodes-noukai.noukaiTrigger', 1.1, parameters);
	const credentials = { noukaiApi: { id: credentialId, name: 'Noukai account' } };
	return workflow(name, [{ ...trigger, webhookId: `hook-${name}`, credentials }, after]);
}
