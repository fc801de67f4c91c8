import type { INode, INodeParameters } from 'n8n-workflow';
import { itemsFromWebhook } from './parkedWorkflow';
import type { WorkflowFile } from './server';
import { CREDENTIALS, link, node } from './workflows';

export interface FileWorkflow {
	/** Name of the workflow and path of its webhook, which takes `{items: [...]}`. */
	path: string;
	noxusWorkflowId: string;
	/** More parameters of Create and Wait. */
	parameters?: INodeParameters;
	onError?: INode['onError'];
	/** The binary property that is read in the end. */
	binaryPropertyName: string;
}

/**
 * Webhook, items, Noxus (Create and Wait with Download Files), and a node that reads the text of one
 * of the files: only a file that n8n really has can be read there.
 */
export function fileWorkflow(given: FileWorkflow): WorkflowFile {
	const { path, noxusWorkflowId, binaryPropertyName, onError } = given;
	const parameters: INodeParameters = {
		resource: 'run',
		operation: 'createAndWait',
		workflowId: { __rl: true, mode: 'id', value: noxusWorkflowId },
		inputMode: 'json',
		inputJson: '={{ JSON.stringify($json) }}',
		options: { downloadFiles: true },
		...given.parameters,
	};
	return {
		name: path,
		nodes: [
			...itemsFromWebhook(path),
			node('Noxus', 'n8n-nodes-noxus.noxus', 2, { parameters, credentials: CREDENTIALS, onError }),
			readerNode(binaryPropertyName),
		],
		connections: {
			Webhook: link('Items'),
			Items: link('Noxus'),
			Noxus: link('Read'),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** Webhook, items with the uri of a file, File: Download, and a node that reads the file's text. */
export function downloadWorkflow(path: string): WorkflowFile {
	const parameters = { resource: 'file', operation: 'download', file: '={{ $json.uri }}' };
	return {
		name: path,
		nodes: [
			...itemsFromWebhook(path),
			node('Noxus', 'n8n-nodes-noxus.noxus', 2, { parameters, credentials: CREDENTIALS }),
			readerNode('data'),
		],
		connections: {
			Webhook: link('Items'),
			Items: link('Noxus'),
			Noxus: link('Read'),
		},
		settings: { executionOrder: 'v1' },
	};
}

function readerNode(binaryPropertyName: string): INode {
	return node('Read', 'n8n-nodes-base.extractFromFile', 3, {
		parameters: { operation: 'text', binaryPropertyName, destinationKey: 'text', options: {} },
	});
}
