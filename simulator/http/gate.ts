import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';

import type { Call } from './callLog';
import type { Fault } from './faults';
import type { ServerState } from './serverState';
import { strikeAfter } from './strikesAfter';
import { strikeBefore } from './strikesBefore';

declare module 'fastify' {
	interface FastifyRequest {
		/** The fault that hits this request. */
		fault: Fault | null;
	}
}

/** Routes that belong to a simulator and not to the service that it stands for. */
export const STEERING_PREFIX = '/_simulator';

/** What the gate of a simulator asks of the service that it stands for. */
export interface GateOptions<AnyCall extends Call> {
	state: ServerState<AnyCall>;
	/** Name of the header with the request id, or `none`; it may change at any time. */
	requestIdHeader(): string;
	/** Starts the record of a call. */
	record(request: FastifyRequest, reply: FastifyReply): AnyCall;
	/** Authenticates and limits a call. Throws an ApiError to refuse it. */
	admit(request: FastifyRequest, call: AnyCall): void;
}

/** Records, breaks, authenticates and limits every call, in that order. */
export function addGate<AnyCall extends Call>(
	app: FastifyInstance,
	{ state, requestIdHeader, record, admit }: GateOptions<AnyCall>,
): void {
	app.decorateRequest('fault', null);
	app.addHook('onRequest', async (request, reply) => {
		const header = requestIdHeader();
		if (header !== 'none') reply.header(header, randomUUID());
		if (request.url.startsWith(STEERING_PREFIX)) return;
		const call = record(request, reply);
		state.calls.push(call);
		const fault = state.faults.take(call.method, call.path);
		request.fault = fault;
		if (fault !== null) await strikeBefore({ fault, request, reply, state });
		if (!reply.sent) admit(request, call);
	});
	app.addHook('onSend', async (request, reply, payload) => {
		if (request.fault !== null) await strikeAfter(request.fault, request, reply, payload);
		return payload;
	});
}
