import type { INodeParameters } from 'n8n-workflow';
import { KNOWLEDGE_BASES, WORKFLOWS } from '../../../simulator/noxus';
import type { WorkflowFile } from '../../../n8n-harness';
import { CREDENTIALS, link, node, webhookNode } from './workflows';

const webhook = (path: string) => webhookNode(path, { responseMode: 'lastNode' });

function noxus(column: number, parameters: INodeParameters) {
	const credentials = CREDENTIALS;
	return node('Noxus', 'n8n-nodes-noxus.noxus', column, { parameters, credentials });
}

const createAndWaitEcho: INodeParameters = {
	resource: 'run',
	operation: 'createAndWait',
	workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.echo },
};

/** File: Upload, Create and Wait, and Knowledge Base: Upload: each sends the binary property `data`. */
const SEND_WAYS: Record<'upload' | 'run' | 'knowledge', INodeParameters> = {
	upload: { resource: 'file', operation: 'upload', binaryPropertyName: 'data' },
	run: {
		...createAndWaitEcho,
		inputMode: 'fields',
		inputFields: {
			values: [{ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' }],
		},
	},
	knowledge: {
		resource: 'knowledgeBase',
		operation: 'upload',
		knowledgeBaseId: { __rl: true, mode: 'id', value: KNOWLEDGE_BASES.empty },
		binaryPropertyName: 'data',
	},
};

/** Both get the file whose id the webhook is given: File: Download, and Download Files of a run. */
const RECEIVE_WAYS: Record<'download' | 'run', INodeParameters> = {
	download: {
		resource: 'file',
		operation: 'download',
		file: '={{ $json.body.file }}',
		binaryPropertyName: 'data',
	},
	run: {
		...createAndWaitEcho,
		inputMode: 'fields',
		inputFields: {
			values: [{ name: 'Document', type: 'storedFile', fileUri: '=spot://{{ $json.body.file }}' }],
		},
		options: { downloadFiles: true },
	},
};

/** Reads the file whose path the webhook is given, streamed from disk to disk, and sends it. */
export function sendFileWorkflow(path: string, way: keyof typeof SEND_WAYS): WorkflowFile {
	const read = node('Read', 'n8n-nodes-base.readWriteFile', 1, {
		typeVersion: 1.1,
		parameters: { operation: 'read', fileSelector: '={{ $json.body.path }}', options: {} },
	});
	return {
		name: path,
		nodes: [webhook(path), read, noxus(2, SEND_WAYS[way])],
		connections: { Webhook: link('Read'), Read: link('Noxus') },
		settings: { executionOrder: 'v1' },
	};
}

/** Gets the file whose id the webhook is given. */
export function receiveFileWorkflow(path: string, way: keyof typeof RECEIVE_WAYS): WorkflowFile {
	return {
		name: path,
		nodes: [webhook(path), noxus(1, RECEIVE_WAYS[way])],
		connections: { Webhook: link('Noxus') },
		settings: { executionOrder: 'v1' },
	};
}
