import type { FastifyReply, FastifyRequest } from 'fastify';

import { ApiError, invalid } from '../../http/errors';
import { single, uuidInPath, type Query } from '../../http/parameters';
import { TurnStream, type StreamFormat } from '../agents/turnStream';
import { identityIn, type Routes } from '../http/context';
import { findConversation } from '../lookups';
import { indexAfter } from '../redisIds';
import { receiveMessage } from './messages';

type StreamCall = FastifyRequest<{ Params: { conversation_id: string }; Querystring: Query }>;

/** Streams of turns (contract 6.5, 6.6). */
export const conversationStreamRoutes: Routes = (app, services) => {
	const { state } = services;

	app.post(
		'/v1/conversations/:conversation_id/stream',
		(request: StreamCall, reply: FastifyReply) => {
			if (state.settings.agents.streamMissing) throw new ApiError(404, 'Not Found');
			const format = formatOf(request.query) ?? 'json';
			const { turn } = receiveMessage(request, 'stream', services);
			void new TurnStream(format, request, reply, state).stream(turn);
		},
	);

	/** Tails the turn in progress; without one there is nothing but the end. */
	app.get(
		'/v1/conversations/:conversation_id/events',
		(request: StreamCall, reply: FastifyReply) => {
			if (state.settings.agents.streamMissing) throw new ApiError(404, 'Not Found');
			const id = uuidInPath(request.params, 'conversation_id');
			const conversation = findConversation(id, identityIn(request), state);
			const format = formatOf(request.query) ?? 'plain';
			const etag = single(request.query.etag);
			const turn = conversation.turns.find(({ isOver }) => !isOver) ?? null;
			const ids = turn?.log.all.map((logged) => logged.id) ?? [];
			const from = etag === undefined ? 0 : indexAfter(ids, etag);
			void new TurnStream(format, request, reply, state).stream(turn, from);
		},
	);
};

function formatOf(query: Query): StreamFormat | null {
	const format = single(query.format);
	if (format === undefined) return null;
	if (format === 'json' || format === 'vercel') return format;
	const msg = "Input should be 'json' or 'vercel'";
	throw invalid({ loc: ['query', 'format'], msg, type: 'literal_error', input: format });
}
