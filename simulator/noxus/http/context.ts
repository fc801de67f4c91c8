import type { FastifyInstance } from 'fastify';

import { ApiError } from '../../http/errors';
import type { TurnEngine } from '../agents/turns';
import type { Identity } from '../identities';
import type { CallbackSender } from '../runs/callbackSender';
import type { RunEngine } from '../runs/engine';
import type { SimulatorState } from '../state';

declare module 'fastify' {
	interface FastifyRequest {
		/** Whose key came with the request; null before authentication and where none is needed. */
		identity: Identity | null;
	}
}

/** What the routes work with. */
export interface Services {
	state: SimulatorState;
	engine: RunEngine;
	callbacks: CallbackSender;
	turns: TurnEngine;
}

/** Adds routes to the server. */
export type Routes = (app: FastifyInstance, services: Services) => void;

/** Whose key came with a request that has passed authentication. */
export function identityIn(request: { identity: Identity | null }): Identity {
	if (request.identity === null) throw new ApiError(401, 'Not authenticated');
	return request.identity;
}
