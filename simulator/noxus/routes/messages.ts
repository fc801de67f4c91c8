import type { FastifyRequest } from 'fastify';

import { ApiError } from '../../http/errors';
import { uuidInPath } from '../../http/parameters';
import type { Conversation, ReceivedMessage } from '../agents/conversation';
import { parseMessageRequest } from '../agents/messageRequest';
import { messageParts, pydanticMessages } from '../agents/parts';
import { presentConversation } from '../agents/present';
import type { Turn } from '../agents/turn';
import { identityIn, type Routes, type Services } from '../http/context';
import { findConversation } from '../lookups';
import type { SimulatorSettings } from '../settings';

export type MessageCall = FastifyRequest<{ Params: { conversation_id: string } }>;

/** The two blocking ways to send a message (contract 6.4). */
export const messageRoutes: Routes = (app, services) => {
	const { settings } = services.state;

	app.post('/v1/conversations/:conversation_id', async (request: MessageCall) => {
		const { conversation, turn } = receiveMessage(request, 'add', services);
		await untilAnswered(turn, settings);
		return presentConversation(conversation, settings);
	});

	app.post('/v1/conversations/:conversation_id/chat', async (request: MessageCall) => {
		const { turn } = receiveMessage(request, 'chat', services);
		await untilAnswered(turn, settings);
		return { id: turn.id, parts: chatParts(turn, settings) };
	});
};

/** Counts a message and begins its turn: what all three ways have in common. */
export function receiveMessage(
	request: MessageCall,
	via: ReceivedMessage['via'],
	{ state, turns }: Services,
): { conversation: Conversation; turn: Turn } {
	const id = uuidInPath(request.params, 'conversation_id');
	const message = parseMessageRequest(request.body);
	const conversation = findConversation(id, identityIn(request), state);
	conversation.received.push({ via, body: request.body, receivedAt: new Date() });
	if (conversation.status === 'running' && state.settings.agents.whileBusy === '409') {
		throw new ApiError(409, 'The conversation is busy');
	}
	return { conversation, turn: turns.start(conversation, message) };
}

async function untilAnswered(turn: Turn, { agents }: SimulatorSettings): Promise<void> {
	await turn.ended;
	if (turn.failure === null || agents.failStatus === 200) return;
	throw new ApiError(agents.failStatus, turn.failure);
}

/** What the agent did in the turn, and before it the message. */
function chatParts(turn: Turn, { agents }: SimulatorSettings): unknown[] {
	const common = { id: turn.id, createdAt: turn.startedAt };
	const { request, steps } = turn;
	const messages = [
		{ ...common, role: 'user' as const, request },
		{ ...common, role: 'assistant' as const, steps },
	];
	return messages.flatMap((message) =>
		agents.chatParts === 'pydantic'
			? pydanticMessages(message, agents, turn.id)
			: messageParts(message),
	);
}
