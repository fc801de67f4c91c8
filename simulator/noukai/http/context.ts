import type { FastifyInstance } from 'fastify';

import type { Identity } from '../identities';
import type { NoukaiState } from '../state';
import type { WebhookSender } from '../webhooks/sender';
import { coded } from './errors';

declare module 'fastify' {
	interface FastifyRequest {
		/** Whose credential came with the request; null if none is needed. */
		caller: Identity | null;
	}
}

/** What the routes work with. */
export interface Services {
	state: NoukaiState;
	webhooks: WebhookSender;
}

/** Adds routes to the server; their paths begin after `/api/v1`. */
export type Routes = (app: FastifyInstance, services: Services) => void;

/** Whose credential came with a request that has passed authentication. */
export function callerOf(request: { caller: Identity | null }): Identity {
	if (request.caller === null) throw coded('FORBIDDEN', 'No credential');
	return request.caller;
}
