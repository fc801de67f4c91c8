import type { IWebhookFunctions } from 'n8n-workflow';

import { withKeptCredentials, type KeptCredential } from '../http/credentials';
import { dropOldest } from '../util/dropOldest';

/** Triggers with callbacks at one time; the one whose credential was kept first is dropped first. */
const MAX_KEPT = 1_000;

const byTrigger = new Map<string, KeptCredential>();

/**
 * The same context, which shares its reading of the credential with other callbacks to the same
 * trigger: a reading takes n8n longer than all the rest of a callback.
 */
export function withSharedCredentials(context: IWebhookFunctions): IWebhookFunctions {
	const credentialId = context.getNode().credentials?.noxusApi?.id;
	const key = `${triggerKey(context)} ${credentialId}`;
	const kept = byTrigger.get(key) ?? {};
	byTrigger.set(key, kept);
	dropOldest(byTrigger, MAX_KEPT);
	return withKeptCredentials(context, kept);
}

/** A name for one trigger of one n8n workflow. */
export function triggerKey(context: Pick<IWebhookFunctions, 'getWorkflow' | 'getNode'>): string {
	return `${context.getWorkflow().id} ${context.getNode().id}`;
}
