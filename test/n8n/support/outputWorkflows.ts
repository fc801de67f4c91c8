import type { INode, INodeParameters } from 'n8n-workflow';
import { itemsFromWebhook } from './parkedWorkflow';
import type { WorkflowFile } from '../../../n8n-harness';
import { CREDENTIALS, link, node } from './workflows';

export interface FileWorkflow {
	/** Name of the workflow and path of its webhook, which takes `{items: [...]}`. */
	path: string;
	noxusWorkflowId: string;
	/** The binary property that is read in the end; none if left out. */
	binaryPropertyName?: string;
}

/**
 * Webhook, items, Noxus (Create and Wait with Download Files), and a node that reads the text of one
 * of the files: only a file that n8n really has can be read there.
 */
export function fileWorkflow(given: FileWorkflow): WorkflowFile {
	return noxusWorkflow(given.path, given.binaryPropertyName, {
		resource: 'run',
		operation: 'createAndWait',
		workflowId: { __rl: true, mode: 'id', value: given.noxusWorkflowId },
		inputMode: 'json',
		inputJson: '={{ JSON.stringify($json) }}',
		options: { downloadFiles: true },
	});
}

/** The same with File: Download, for items with the uri of a file. */
export function downloadWorkflow(path: string): WorkflowFile {
	const parameters = { resource: 'file', operation: 'download', file: '={{ $json.uri }}' };
	return noxusWorkflow(path, 'data', parameters);
}

function noxusWorkflow(
	path: string,
	binaryPropertyName: string | undefined,
	parameters: INodeParameters,
): WorkflowFile {
	const noxus = node('Noxus', 'n8n-nodes-noxus.noxus', 2, { parameters, credentials: CREDENTIALS });
	const reader = binaryPropertyName === undefined ? [] : [readerNode(binaryPropertyName)];
	return {
		name: path,
		nodes: [...itemsFromWebhook(path), noxus, ...reader],
		connections: {
			Webhook: link('Items'),
			Items: link('Noxus'),
			Noxus: link(...reader.map(({ name }) => name)),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** Reads the text of a binary property. */
export function readerNode(binaryPropertyName: string, onError?: INode['onError']): INode {
	const parameters = { operation: 'text', binaryPropertyName, destinationKey: 'text' };
	return node('Read', 'n8n-nodes-base.extractFromFile', 4, { parameters, onError });
}
