import type { INode } from 'n8n-workflow';
import { RestError, type RestClient } from './rest';
import type { CredentialFile, StoredWorkflow, WorkflowFile } from './types';
import { waitUntil } from './waitUntil';

const ACTIVATION_LIMIT_MS = 60_000;
const TRIGGER_TYPES = ['n8n-nodes-noxus.noxusTrigger', 'n8n-nodes-noukai.noukaiTrigger'];
const WEBHOOK_TYPE = 'n8n-nodes-base.webhook';
const CHAT_TYPE = '@n8n/n8n-nodes-langchain.chatTrigger';
const FORM_TYPE = 'n8n-nodes-base.formTrigger';
/** Triggers without a webhook. */
const OTHER_TRIGGER_TYPES = [
	'n8n-nodes-base.executeWorkflowTrigger',
	'n8n-nodes-noxus.noxusRunFinishedTrigger',
];

/** Path of a node's production webhook under `/webhook/`; undefined for a node without one. */
export function webhookPath(node: INode): string | undefined {
	if (node.type === WEBHOOK_TYPE) return String(node.parameters.path);
	if (node.type === CHAT_TYPE) return `${node.webhookId}/chat`;
	return TRIGGER_TYPES.includes(node.type) ? `${node.webhookId}/webhook` : undefined;
}

/** Where n8n listens for a node, as a path of its address; undefined where it does not. */
export function listeningPath(node: INode): string | undefined {
	if (node.type === FORM_TYPE) return `form/${node.webhookId}`;
	const path = webhookPath(node);
	return path === undefined ? undefined : `webhook/${path}`;
}

/** Stores credentials; returns the ids that n8n gave them, by the ids that workflow files use. */
export async function storeCredentials(
	rest: RestClient,
	credentials: CredentialFile[],
): Promise<Map<string, string>> {
	const ids = new Map<string, string>();
	for (const { id, name, type, data } of credentials) {
		const stored = await rest.call<{ id: string }>('POST', '/rest/credentials', {
			name,
			type,
			data,
		});
		ids.set(id, stored.id);
	}
	return ids;
}

function withStoredCredentials(node: INode, ids: Map<string, string>): INode {
	const entries = Object.entries(node.credentials ?? {}).map(([type, { id, name }]) => [
		type,
		{ id: ids.get(id ?? '') ?? id, name },
	]);
	return entries.length ? { ...node, credentials: Object.fromEntries(entries) } : node;
}

/** Publishes, in the words of n8n 2 and, where it does not know them, of n8n 1. */
async function publish(rest: RestClient, id: string, versionId: string): Promise<void> {
	try {
		await rest.call('POST', `/rest/workflows/${id}/activate`, { versionId });
	} catch (error) {
		if (!(error instanceof RestError) || error.status !== 404) throw error;
		await rest.call('PATCH', `/rest/workflows/${id}`, { active: true, versionId });
	}
}

/** Whether n8n answers on a webhook path. Asked by OPTIONS, which starts nothing. */
async function isWebhookRegistered(url: string): Promise<boolean> {
	const headers = { origin: 'http://localhost' };
	const response = await fetch(url, { method: 'OPTIONS', headers });
	await response.arrayBuffer();
	const methods = response.headers.get('access-control-allow-methods') ?? '';
	return /GET|POST|PUT|PATCH|DELETE|HEAD/.test(methods);
}

/** Waits until n8n answers on the webhooks of these nodes: it registers them in its own time. */
export async function waitForWebhooks(url: string, nodes: INode[]): Promise<void> {
	for (const path of nodes.filter((node) => !node.disabled).map(listeningPath)) {
		if (path === undefined) continue;
		const what = `n8n to listen on ${path}`;
		const isThere = async () => await isWebhookRegistered(`${url}/${path}`);
		await waitUntil(isThere, { what, limitMs: ACTIVATION_LIMIT_MS });
	}
}

/** Stores one workflow, and publishes it unless it is not to be. */
export async function storeWorkflow(
	rest: RestClient,
	{ active: given, ...file }: WorkflowFile,
	credentialIds: Map<string, string>,
): Promise<StoredWorkflow> {
	const nodes = file.nodes.map((node) => withStoredCredentials(node, credentialIds));
	// n8n 1 has no default for it.
	const body = { ...file, nodes, active: false };
	const stored = await rest.call<StoredWorkflow & { versionId: string }>(
		'POST',
		'/rest/workflows',
		body,
	);
	const isEntry = (node: INode) =>
		listeningPath(node) !== undefined || OTHER_TRIGGER_TYPES.includes(node.type);
	const active = given ?? nodes.some(isEntry);
	if (active) await publish(rest, stored.id, stored.versionId);
	return { id: stored.id, name: stored.name, nodes: stored.nodes, active };
}
