import type { N8nServer } from './N8nServer';

/** Starts a stored workflow as the editor's button does. */
export async function runManually(
	{ rest, isN8n1 }: N8nServer,
	workflowId: string,
	triggerName: string,
): Promise<void> {
	const path = `/rest/workflows/${workflowId}`;
	// n8n 1 runs what it is sent, n8n 2 what it has stored.
	const workflowData = isN8n1 ? await rest.call('GET', path) : undefined;
	const triggerToStartFrom = { name: triggerName };
	await rest.call('POST', `${path}/run`, { workflowData, triggerToStartFrom });
}
