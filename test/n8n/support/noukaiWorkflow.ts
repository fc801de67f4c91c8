import type { INode, INodeParameters } from 'n8n-workflow';

import { NOUKAI_CREDENTIAL_ID, type WorkflowFile } from '../../../n8n-harness';
import { link, node, webhookNode } from './workflows';

export const NOUKAI_CREDENTIALS = {
	noukaiApi: { id: NOUKAI_CREDENTIAL_ID, name: 'Noukai account' },
};

/** A node Noukai; `rest` are settings such as `onError`. */
export function noukaiNode(
	name: string,
	column: number,
	parameters: INodeParameters,
	rest: Partial<INode> = {},
): INode {
	return node(name, 'n8n-nodes-noukai.noukai', column, {
		credentials: NOUKAI_CREDENTIALS,
		parameters: { resource: 'flow', ...parameters },
		...rest,
	});
}

/** A webhook, and nodes in a row of which the last one's items are the answer. */
export function noukaiWorkflow(name: string, nodes: INode[]): WorkflowFile {
	const names = ['Webhook', ...nodes.map((one) => one.name)];
	const links = nodes.map((one, index) => [names[index] ?? '', link(one.name)] as const);
	const hook = webhookNode(name, { responseMode: 'lastNode', responseData: 'allEntries' });
	return {
		name,
		nodes: [hook, ...nodes],
		connections: Object.fromEntries(links),
		settings: { executionOrder: 'v1' },
	};
}
