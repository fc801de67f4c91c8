import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { recordCall } from '../../http/callLog';
import { ApiError } from '../../http/errors';
import { addGate as addSharedGate } from '../../http/gate';
import { identityOf, type Identity } from '../identities';
import type { NoukaiState } from '../state';
import { keyNameOf, sessionIdOf, type Call } from './callLog';

/** Everything of the API is below this path; what is not, is of the simulator. */
export const API_PREFIX = '/api/v1';

const OLD_HOST = /^api\.noukai\.xyz(:\d+)?$/;
const NEW_HOST = 'api.noukai.dev';

/** Records, breaks, authenticates and limits every call, in that order. */
export function addGate(app: FastifyInstance, state: NoukaiState): void {
	const calls = new WeakMap<FastifyRequest, Call>();
	app.decorateRequest('caller', null);
	addSharedGate(app, {
		state,
		requestIdHeader: () => 'x-request-id',
		record: (request, reply) => {
			const call = record(request, reply, state);
			calls.set(request, call);
			return call;
		},
		admit: (request, call) => admit(request, call, state),
	});
	app.addHook('preHandler', async (request) => {
		const call = calls.get(request);
		if (call !== undefined && request.body !== undefined) call.body = request.body;
	});
	app.addHook('onSend', async (_request, reply) => {
		const isHidden = reply.statusCode === 404 && !state.settings.requestIdOn404;
		if (isHidden) reply.removeHeader('x-request-id');
	});
}

function record(request: FastifyRequest, reply: FastifyReply, state: NoukaiState): Call {
	const call = recordCall(request, reply, keyNameOf(request), state.epochSignal);
	const userAgent = request.headers['user-agent'] ?? null;
	return Object.assign(call, { sessionId: sessionIdOf(request), userAgent });
}

function admit(request: FastifyRequest, call: Call, state: NoukaiState): void {
	if (!call.path.startsWith(`${API_PREFIX}/`) || call.path === `${API_PREFIX}/health`) return;
	checkHost(request, state);
	request.caller = authenticate(request, state);
	state.rateLimiter.admit(call.keyName, state.settings.rateLimit);
	const bytes = Number(request.headers['content-length'] ?? 0);
	if (bytes > state.settings.maxBodyBytes) throw new ApiError(413, 'Request body too large');
}

/** Section 1: the host of the docs, which newer clients no longer use. */
function checkHost({ headers, url }: FastifyRequest, { settings }: NoukaiState): void {
	if (settings.oldHost === 'serves' || !OLD_HOST.test(headers.host ?? '')) return;
	if (settings.oldHost === 'refuses') throw new ApiError(404, 'Not Found');
	throw new ApiError(308, 'Moved', { location: `https://${NEW_HOST}${url}` });
}

/** Contract 2 and 12: a known credential, or 401. */
function authenticate(request: FastifyRequest, { revokedKeys }: NoukaiState): Identity {
	const identity = identityOf(request.headers.authorization);
	if (identity !== null && !revokedKeys.has(identity.keyName)) return identity;
	const text =
		request.headers.authorization === undefined ? 'Missing credential' : 'Invalid API key';
	throw new ApiError(401, text, { 'www-authenticate': 'Bearer' });
}
