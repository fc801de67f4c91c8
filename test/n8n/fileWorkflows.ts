import type { INodeParameters } from 'n8n-workflow';
import type { WorkflowFile } from './server';
import { CREDENTIALS, link, node, webhookNode } from './workflows';

const webhook = (path: string) => webhookNode(path, { responseMode: 'lastNode' });

function noxus(column: number, parameters: INodeParameters) {
	const credentials = CREDENTIALS;
	return node('Noxus', 'n8n-nodes-noxus.noxus', column, { parameters, credentials });
}

/** Reads the file whose path the webhook is given, streamed from disk to disk, and uploads it. */
export function sendFileWorkflow(path: string): WorkflowFile {
	const read = node('Read', 'n8n-nodes-base.readWriteFile', 1, {
		typeVersion: 1.1,
		parameters: { operation: 'read', fileSelector: '={{ $json.body.path }}', options: {} },
	});
	const parameters = { resource: 'file', operation: 'upload', binaryPropertyName: 'data' };
	return {
		name: path,
		nodes: [webhook(path), read, noxus(2, parameters)],
		connections: { Webhook: link('Read'), Read: link('Noxus') },
		settings: { executionOrder: 'v1' },
	};
}

/** Downloads the file whose id the webhook is given. */
export function receiveFileWorkflow(path: string): WorkflowFile {
	const parameters = {
		resource: 'file',
		operation: 'download',
		file: '={{ $json.body.file }}',
		binaryPropertyName: 'data',
	};
	return {
		name: path,
		nodes: [webhook(path), noxus(1, parameters)],
		connections: { Webhook: link('Noxus') },
		settings: { executionOrder: 'v1' },
	};
}
