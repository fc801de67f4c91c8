import type { IWebhookDescription, IWebhookFunctions } from 'n8n-workflow';

import { asObject } from '../util/json';

/** n8n's own waiting nodes have no such path unless a user gives it to them. */
const PATH = 'job-ended';

/** The query parameter with the ID of the node that has parked the execution. */
const NODE_PARAMETER = 'node';

/**
 * Where n8n takes callbacks for a parked execution. It is not registered when a workflow is
 * activated: n8n looks it up when the execution's resume URL is called. No value is an expression:
 * n8n would make a sandbox for each callback.
 */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		path: PATH,
		isFullPath: true,
		restartWebhook: true,
		responseMode: 'onReceived',
		responseData: '',
	},
];

/**
 * The URL at which a node takes callbacks, from the resume URL of its execution. It names the node,
 * because a late callback must not resume another node that waits in the same execution. Pure.
 */
export function resumeUrlOf(executionUrl: string, nodeId: string): string {
	const url = new URL(executionUrl);
	url.pathname += `/${PATH}`;
	url.searchParams.set(NODE_PARAMETER, nodeId);
	return url.href;
}

/** Whether the URL of a callback names the node that was reached. */
export function isForNode(context: IWebhookFunctions): boolean {
	return asObject(context.getQueryData())?.[NODE_PARAMETER] === context.getNode().id;
}
