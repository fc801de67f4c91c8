import type { INode, INodeParameters } from 'n8n-workflow';

import { EXAMPLE_CREDENTIAL_ID, type WorkflowFile } from '../test/n8n/server';

/** A webhook that takes a file, then a Noxus node with these parameters, or nothing. */
export function receiveFileWorkflow(
	path: string,
	noxus: INodeParameters | undefined,
): WorkflowFile {
	const webhook: INode = {
		id: 'webhook',
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 0],
		webhookId: `hook-${path}`,
		parameters: { httpMethod: 'POST', path, responseMode: 'lastNode', options: {} },
	};
	const next: INode = {
		id: 'next',
		name: 'Next',
		type: noxus === undefined ? 'n8n-nodes-base.noOp' : 'n8n-nodes-noxus.noxus',
		typeVersion: 1,
		position: [240, 0],
		parameters: noxus ?? {},
		credentials: { noxusApi: { id: EXAMPLE_CREDENTIAL_ID, name: 'Noxus account' } },
	};
	return {
		name: path,
		nodes: [webhook, next],
		connections: { Webhook: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
