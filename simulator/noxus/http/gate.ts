import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';

import { identityOf } from '../identities';
import type { SimulatorState } from '../state';
import { cutConnection, recordCall } from './callLog';
import { ApiError } from './errors';
import type { Fault } from './faults';

/** Routes that belong to the simulator and not to Noxus. */
export const STEERING_PREFIX = '/_simulator';
export const STORAGE_PREFIX = '/storage';

const STRIKES_AFTER = new Set<Fault['kind']>([
	'hangAfterHandling',
	'resetAfterHandling',
	'resetMidBody',
	'hangMidBody',
]);

/** Records, breaks, authenticates and limits every call, in that order. */
export function addGate(app: FastifyInstance, state: SimulatorState): void {
	app.decorateRequest('identity', null);
	app.decorateRequest('fault', null);
	app.addHook('onRequest', async (request, reply) => {
		const { requestIdHeader } = state.settings;
		if (requestIdHeader !== 'none') reply.header(requestIdHeader, randomUUID());
		if (request.url.startsWith(STEERING_PREFIX)) return;
		const call = recordCall(request, reply, state.epochSignal);
		state.calls.push(call);
		request.fault = state.faults.take(call.method, call.path);
		if (request.fault !== null) await strikeBefore(request.fault, request, reply, state);
		if (reply.sent || !call.path.startsWith('/v1/')) return;
		request.identity = authenticate(request);
		state.rateLimiter.admit(call.keyName, state.settings.rateLimit);
		refuseLargeBody(request, state);
	});
	app.addHook('onSend', async (request, reply, payload) => {
		if (request.fault !== null) await strikeAfter(request.fault, request, reply, payload);
		return payload;
	});
}

/** Contract 1.2 and 1.4: a key, or 401. */
function authenticate(request: FastifyRequest) {
	const key = request.headers['x-api-key'];
	if (key === undefined) throw new ApiError(401, 'Not authenticated');
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

async function strikeBefore(
	fault: Fault,
	request: FastifyRequest,
	reply: FastifyReply,
	state: SimulatorState,
): Promise<void> {
	if (fault.kind === 'status') {
		if (fault.body === undefined) throw faultError(fault);
		const isText = typeof fault.body === 'string';
		reply.code(fault.statusCode ?? 500).type(isText ? 'text/plain' : 'application/json');
		reply.headers(fault.headers ?? {});
		await reply.send(isText ? fault.body : JSON.stringify(fault.body));
	} else if (fault.kind === 'hang') {
		reply.hijack();
		request.raw.resume();
	} else if (fault.kind === 'reset') {
		reply.hijack();
		cutConnection(request.raw.socket, 'reset');
	} else if (fault.kind === 'delay') {
		await state.timers.sleep(fault.delayMs ?? 0, state.epochSignal);
	} else if (fault.kind === 'hold') {
		await state.faults.untilCleared(state.epochSignal);
	}
}

function faultError({ statusCode = 500, headers }: Fault): ApiError {
	const detail = statusCode === 429 ? 'Rate limit exceeded' : `Simulated ${statusCode}`;
	return new ApiError(statusCode, detail, headers);
}

/** The handler has acted; what becomes of its answer. */
async function strikeAfter(
	fault: Fault,
	request: FastifyRequest,
	reply: FastifyReply,
	payload: unknown,
): Promise<void> {
	if (!STRIKES_AFTER.has(fault.kind)) return;
	reply.hijack();
	if (fault.kind === 'resetAfterHandling') cutConnection(request.raw.socket, 'reset');
	if (fault.kind === 'resetMidBody') {
		await sendHalf(reply, payload);
		// A reset would make the client's system throw away the half that it has not read yet.
		cutConnection(request.raw.socket, 'close');
	}
	if (fault.kind === 'hangMidBody') await sendHalf(reply, payload);
	if (payload instanceof Readable) payload.destroy();
	// Fastify would send the answer once this hook is done, so it never is.
	await new Promise<never>(() => undefined);
}

async function sendHalf(reply: FastifyReply, payload: unknown): Promise<void> {
	const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(String(payload ?? ''));
	const isStream = payload instanceof Readable;
	const sizeBytes = isStream ? Number(reply.getHeader('content-length')) : bytes.length;
	const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
		value === undefined ? [] : [[name, value] as const],
	);
	reply.raw.writeHead(reply.statusCode, {
		...Object.fromEntries(headers),
		'content-length': sizeBytes,
	});
	let restBytes = Math.floor(sizeBytes / 2);
	for await (const chunk of isStream ? (payload as AsyncIterable<Buffer>) : [bytes]) {
		const part = chunk.subarray(0, restBytes);
		restBytes -= part.length;
		await new Promise<void>((resolve) => reply.raw.write(part, () => resolve()));
		if (restBytes === 0) break;
	}
}
