import type { INode, INodeParameters } from 'n8n-workflow';

import { KNOWLEDGE_BASES, WORKFLOWS } from '../simulator/noxus';
import { httpRequest, node, noxus } from './workflows';

/** A way to send or to receive a file, as the nodes that do so. */
export interface Way {
	name: string;
	nodes: (baseUrl: string) => INode[];
}

/** Brings the file whose path the webhook is given from disk into n8n's store, streamed. */
const READ_FILE = node('Read', 'n8n-nodes-base.readWriteFile', 1.1, {
	operation: 'read',
	fileSelector: '={{ $json.body.path }}',
	options: {},
});

const EXTRACT = node('Extract', 'n8n-nodes-base.extractFromFile', 1, {
	operation: 'binaryToPropery',
	binaryPropertyName: 'data',
	destinationKey: 'data',
	options: {},
});

/** Ways to send the file whose path the webhook is given. */
export const SENDING_WAYS: Way[] = [
	{ name: 'this node, File: Upload', nodes: () => [READ_FILE, fileNode('upload')] },
	{ name: 'this node, Knowledge Base: Upload', nodes: () => [READ_FILE, knowledgeUpload()] },
	{ name: 'this node, Create and Wait with an upload', nodes: () => runWithFile('upload') },
	{ name: 'this node, Create and Wait with a data URI', nodes: () => runWithFile('dataUri') },
	{
		name: 'HTTP Request, multipart form',
		nodes: (baseUrl) => [READ_FILE, formUpload(`${baseUrl}/v1/file`)],
	},
	{
		name: 'Extract From File, HTTP Request with a data URI',
		nodes: (baseUrl) => [READ_FILE, EXTRACT, dataUriRun(baseUrl)],
	},
];

/** Ways to receive the file whose id the webhook is given. */
export const RECEIVING_WAYS: Way[] = [
	{
		name: 'this node, File: Download',
		nodes: () => [fileNode('download', { file: '={{ $json.body.file }}' })],
	},
	{ name: 'HTTP Request, response as file', nodes: (baseUrl) => [fileDownload(baseUrl)] },
];

/** Reads a file and sends it into a run in this way. */
export function runWithFile(sendFiles: 'dataUri' | 'upload'): INode[] {
	const run = noxus({
		resource: 'run',
		operation: 'createAndWait',
		workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.echo },
		inputMode: 'fields',
		inputFields: {
			values: [{ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' }],
		},
		options: { sendFiles },
	});
	return [READ_FILE, run];
}

function fileNode(operation: string, more: INodeParameters = {}): INode {
	return noxus({ resource: 'file', operation, binaryPropertyName: 'data', ...more });
}

function knowledgeUpload(): INode {
	return noxus({
		resource: 'knowledgeBase',
		operation: 'upload',
		knowledgeBaseId: { __rl: true, mode: 'id', value: KNOWLEDGE_BASES.empty },
		binaryPropertyName: 'data',
	});
}

function formUpload(url: string): INode {
	const file = { parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' };
	return httpRequest('Send', {
		method: 'POST',
		url,
		sendBody: true,
		contentType: 'multipart-form-data',
		bodyParameters: { parameters: [file] },
	});
}

function dataUriRun(baseUrl: string): INode {
	const uri = '"data:video/mp4;base64," + $json.data';
	return httpRequest('Send', {
		method: 'POST',
		url: `${baseUrl}/v1/workflows/${WORKFLOWS.echo}/runs`,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: `={{ ({ input: { Document: { uri: ${uri}, name: "clip.mp4" } } }) }}`,
	});
}

function fileDownload(baseUrl: string): INode {
	const responseFormat = { responseFormat: 'file', outputPropertyName: 'data' };
	return httpRequest('Receive', {
		url: `=${baseUrl}/v1/file/{{ $json.body.file }}`,
		options: { response: { response: responseFormat } },
	});
}
