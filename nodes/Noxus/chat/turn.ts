/** Where a message and its answer are in a conversation. Pure. */

import { isBusy, type Conversation } from '../api/conversations';
import { TEXT_SEPARATOR, type ChatMessage } from '../api/messageParts';

/** A message that was sent, by what it takes to find it in its conversation. */
export interface SentMessage {
	content: string;
	/** The last message before it, if one was known; later ones may have come since. */
	lastMessageId: string | null;
}

/** What an agent did about one message. */
export interface Answer extends Pick<ChatMessage, 'text' | 'toolResults' | 'fileParts' | 'parts'> {
	/** The last message of the answer. */
	messageId: string | null;
}

/** What a conversation shows of a message that was sent. */
export type TurnState =
	/** The message is not there. */
	| { kind: 'missing' }
	| { kind: 'running' }
	/** The agent is idle, and has not answered. */
	| { kind: 'unanswered' }
	| { kind: 'answered'; answer: Answer };

/**
 * The state of the turn that a message has begun. `isReceived`: Noxus has confirmed the message, so the
 * last one of a person is taken for it, even if Noxus has changed its text.
 */
export function turnStateIn(
	conversation: Conversation,
	{ content, lastMessageId }: SentMessage,
	isReceived: boolean,
): TurnState {
	const fresh = messagesAfter(conversation.messages, lastMessageId);
	const isOwn = ({ role, text }: ChatMessage) => role === 'user' && text.trim() === content.trim();
	const exact = lastIndexOf(fresh, isOwn);
	const own = exact >= 0 || !isReceived ? exact : lastIndexOf(fresh, ({ role }) => role === 'user');
	if (own < 0 && !isReceived) return { kind: 'missing' };
	if (isBusy(conversation)) return { kind: 'running' };
	const later = fresh.slice(own + 1);
	const next = later.findIndex(({ role }) => role === 'user');
	const answer = next < 0 ? later : later.slice(0, next);
	return answer.length === 0
		? { kind: 'unanswered' }
		: { kind: 'answered', answer: joinAnswer(answer) };
}

/** All of them if the message is unknown: it may have been deleted. */
function messagesAfter(messages: ChatMessage[], id: string | null): ChatMessage[] {
	return messages.slice(lastIndexOf(messages, (message) => message.id === id) + 1);
}

function lastIndexOf(messages: ChatMessage[], isWanted: (message: ChatMessage) => boolean): number {
	const fromEnd = [...messages].reverse().findIndex(isWanted);
	return fromEnd < 0 ? -1 : messages.length - 1 - fromEnd;
}

function joinAnswer(messages: ChatMessage[]): Answer {
	const texts = messages.map(({ text }) => text).filter((text) => text !== '');
	return {
		messageId: messages.at(-1)?.id || null,
		text: texts.join(TEXT_SEPARATOR),
		toolResults: messages.flatMap(({ toolResults }) => toolResults),
		fileParts: messages.flatMap(({ fileParts }) => fileParts),
		parts: messages.flatMap(({ parts }) => parts),
	};
}
