import type { FastifyReply, FastifyRequest } from 'fastify';

import { cutConnection } from './callLog';
import { ApiError } from './errors';
import type { Fault } from './faults';
import { flood, trickleHeaders } from './floods';
import type { ServerState } from './serverState';

/** A request that a fault hits before it is handled. */
export interface Strike {
	fault: Fault;
	request: FastifyRequest;
	reply: FastifyReply;
	state: ServerState;
}

/** What each kind of fault does; the kinds that are not here act once the request is handled. */
const STRIKES: Partial<Record<Fault['kind'], (strike: Strike) => void | Promise<void>>> = {
	status: answerStatus,
	hang: ({ request, reply }) => {
		reply.hijack();
		request.raw.resume();
	},
	reset: ({ request, reply }) => {
		reply.hijack();
		cutConnection(request.raw.socket, 'reset');
	},
	delay: async ({ fault, state }) =>
		await state.timers.sleep(fault.delayMs ?? 0, state.epochSignal),
	hold: async ({ state }) => await state.faults.untilCleared(state.epochSignal),
	trickle: flood,
	trickleHeaders,
	endless: flood,
	gzipBomb: flood,
	redirect: async ({ fault, reply, state }) => {
		const location = fault.url ?? state.baseUrl;
		await reply
			.code(fault.statusCode ?? 307)
			.headers({ ...fault.headers, location })
			.send('');
	},
	echoKey: (strike) => {
		throw echoOfKey(strike);
	},
};

/** Faults that act before the request is handled; most of them answer it, or never will. */
export async function strikeBefore(strike: Strike): Promise<void> {
	await STRIKES[strike.fault.kind]?.(strike);
}

async function answerStatus({ fault, reply }: Strike): Promise<void> {
	const { statusCode = 500, headers = {}, body } = fault;
	if (body === undefined) {
		const detail = statusCode === 429 ? 'Rate limit exceeded' : `Simulated ${statusCode}`;
		throw new ApiError(statusCode, detail, headers);
	}
	const isText = typeof body === 'string';
	reply.code(statusCode).type(isText ? 'text/plain' : 'application/json');
	await reply.headers(headers).send(isText ? body : JSON.stringify(body));
}

/** A careless server: the key is in the text, in the request id and in the Location. */
function echoOfKey({ fault, request, state }: Strike): ApiError {
	const { statusCode = 500, headers } = fault;
	const { authorization = '', 'x-api-key': apiKey = authorization } = request.headers;
	const key = String(apiKey).replace(/^Bearer /, '');
	const detail = `Simulated ${statusCode} for the API key ${key}`;
	const location = `${state.baseUrl}/elsewhere?key=${key}`;
	return new ApiError(statusCode, detail, { 'x-request-id': key, location, ...headers });
}
