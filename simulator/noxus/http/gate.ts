import type { FastifyInstance, FastifyRequest } from 'fastify';

import { recordCall } from '../../http/callLog';
import { ApiError } from '../../http/errors';
import { addGate as addSharedGate } from '../../http/gate';
import { identityOf } from '../identities';
import type { SimulatorState } from '../state';
import { keyNameOf, type Call } from './callLog';

/** Routes that stand for an object storage and not for Noxus. */
export const STORAGE_PREFIX = '/storage';

/** Records, breaks, authenticates and limits every call, in that order. */
export function addGate(app: FastifyInstance, state: SimulatorState): void {
	app.decorateRequest('identity', null);
	addSharedGate(app, {
		state,
		requestIdHeader: () => state.settings.requestIdHeader,
		record: (request, reply) => recordCall(request, reply, keyNameOf(request), state.epochSignal),
		admit: (request, call) => admit(request, call, state),
	});
}

function admit(request: FastifyRequest, call: Call, state: SimulatorState): void {
	if (!call.path.startsWith('/v1/')) return;
	request.identity = authenticate(request, state);
	state.rateLimiter.admit(call.keyName, state.settings.rateLimit);
	refuseLargeBody(request, state);
}

/** Contract 1.2 and 1.4: a key, or 401; 403 for none, if FastAPI's default of old is in force. */
function authenticate(request: FastifyRequest, { settings }: SimulatorState) {
	const key = request.headers['x-api-key'];
	if (key === undefined) throw new ApiError(settings.missingKeyStatus, 'Not authenticated');
	const identity = identityOf(key);
	if (identity === null) throw new ApiError(401, 'Invalid API key');
	return identity;
}

/** Row 13. A body without a stated length is measured once it is read. */
function refuseLargeBody(request: FastifyRequest, { settings }: SimulatorState): void {
	const isJson = request.headers['content-type']?.includes('json') === true;
	const bytes = Number(request.headers['content-length'] ?? 0);
	if (isJson && bytes > settings.maxBodyBytes) throw new ApiError(413, 'Request body too large');
}
