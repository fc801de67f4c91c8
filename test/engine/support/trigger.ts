import { randomUUID } from 'node:crypto';

import type { INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';

import { additionalDataFor, type CredentialData } from './additionalData';
import { oneNodeWorkflow } from './contexts';
import { WebhookTrigger, type Delivery } from './webhookTrigger';

export type { Delivery } from './webhookTrigger';

export interface Request {
	headers?: Record<string, string>;
	query?: Record<string, unknown>;
	/** The JSON that the body was parsed from, which n8n keeps. */
	rawBody?: Buffer;
	/** n8n does not answer for what it starts, until the test does by the event `finish`. */
	holdBack?: boolean;
}

export const TRIGGER_PATH = '/webhook/6f4a9d5e-43c5-4f19-9a1d-6a1f2f5d7b03/webhook';

/**
 * A Noxus Trigger of an n8n workflow of its own, which accepts callbacks without a token if its
 * parameters do not say otherwise.
 */
export class OpenTrigger extends WebhookTrigger {
	constructor(
		credentials: CredentialData,
		parameters: INodeParameters = {},
		mode?: WorkflowExecuteMode,
		/** Of its own if left out. */
		credentialId?: string,
	) {
		const given = { proofOfOrigin: 'confirm', ...parameters };
		const { workflow, node } = oneNodeWorkflow('noxusTrigger', given, {}, credentialId);
		super(workflow, node, () => additionalDataFor(credentials, randomUUID()), mode);
	}

	/** One POST to its URL. */
	async post(body: unknown, request: Request = {}): Promise<Delivery> {
		const headers = { 'content-type': 'application/json', ...request.headers };
		const { query, rawBody, holdBack } = request;
		return await this.deliver({ path: TRIGGER_PATH, body, rawBody, headers, query }, holdBack);
	}
}
