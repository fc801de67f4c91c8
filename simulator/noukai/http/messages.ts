import { invalid } from '../../http/errors';
import { isRecord } from '../../http/values';
import type { ChatMessage, ToolCall } from '../runs/inputs';
import type { NoukaiSettings } from '../settings';
import { coded } from './errors';

/** Section 5: the only roles of `messages`. */
const ROLES = ['user', 'assistant', 'tool'];

/**
 * Messages of a request, in either casing (contract 5). Throws MESSAGES_TOO_LARGE and, for
 * something that is no message, 422.
 */
export function readMessages(
	name: string,
	list: unknown[] | null,
	{ maxMessagesBytes }: NoukaiSettings,
): ChatMessage[] {
	if (list === null) return [];
	if (Buffer.byteLength(JSON.stringify(list)) > maxMessagesBytes) {
		throw coded('MESSAGES_TOO_LARGE', `${name} may have at most ${maxMessagesBytes} bytes`);
	}
	return list.map((message, index) => readMessage(message, [name, index]));
}

/** Refuses a role that a caller may not send. */
export function checkRoles(messages: readonly ChatMessage[]): void {
	const wrong = messages.find(({ role }) => !ROLES.includes(role));
	if (wrong === undefined) return;
	throw coded('MESSAGES_ROLE_INVALID', `A message may not have the role ${wrong.role}`);
}

/** Messages as the server sends them: camelCase, or the older snake_case. */
export function wireMessages(
	messages: readonly ChatMessage[],
	{ messageCasing }: NoukaiSettings,
): unknown[] {
	if (messageCasing === 'camel') return [...messages];
	return messages.map(({ toolCalls, toolCallId, ...message }) => ({
		...message,
		...(toolCalls === undefined ? {} : { tool_calls: toolCalls }),
		...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
	}));
}

function readMessage(message: unknown, at: [string, number]): ChatMessage {
	if (!isRecord(message) || typeof message.role !== 'string') {
		throw invalid({ loc: ['body', ...at, 'role'], msg: 'Field required', type: 'missing' });
	}
	const { role, content, name } = message;
	const toolCallId = message.toolCallId ?? message.tool_call_id;
	const toolCalls = message.toolCalls ?? message.tool_calls;
	return {
		role,
		content,
		...(typeof name === 'string' ? { name } : {}),
		...(typeof toolCallId === 'string' ? { toolCallId } : {}),
		...(Array.isArray(toolCalls) ? { toolCalls: toolCalls.filter(isToolCall) } : {}),
	};
}

function isToolCall(call: unknown): call is ToolCall {
	return isRecord(call) && typeof call.id === 'string' && isRecord(call.function);
}
