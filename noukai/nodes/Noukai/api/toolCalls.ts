/** Tool calls of a flow, in both casings of the wire. Pure. */

import { asObject, textOrUndefined } from '../../../../common/util/json';

/** A tool that the flow asks for. */
export interface ToolCall {
	id: string;
	name: string;
	/** Parsed; the text itself if it is no JSON, and then `problem` says so. */
	arguments: unknown;
	problem?: string;
}

/** The camelCase of today, or the snake_case of older servers. */
export function either(fields: Record<string, unknown>, camelName: string): unknown {
	const snakeName = camelName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
	return fields[camelName] ?? fields[snakeName];
}

/** The calls in `toolCalls`; if that is missing, those of the last message that has some. */
export function readToolCalls(toolCalls: unknown, messages: unknown[]): ToolCall[] {
	if (Array.isArray(toolCalls)) return toolCalls.flatMap(readToolCall);
	const lists = messages.map((message) => either(asObject(message) ?? {}, 'toolCalls'));
	const last = lists.filter((list) => Array.isArray(list) && list.length > 0).at(-1);
	return Array.isArray(last) ? last.flatMap(readToolCall) : [];
}

/** The last calls of a conversation that have no result in it yet. */
export function unansweredCalls(messages: unknown[]): ToolCall[] {
	const answered = messages.map((message) => either(asObject(message) ?? {}, 'toolCallId'));
	return readToolCalls(undefined, messages).filter(({ id }) => !answered.includes(id));
}

function readToolCall(call: unknown): ToolCall[] {
	const fields = asObject(call);
	const id = textOrUndefined(fields?.id);
	const { name, arguments: given } = asObject(fields?.function) ?? {};
	if (id === undefined || typeof name !== 'string') return [];
	return [{ id, name, ...parseArguments(given) }];
}

function parseArguments(given: unknown): Pick<ToolCall, 'arguments' | 'problem'> {
	if (typeof given !== 'string') return { arguments: given ?? {} };
	if (given.trim() === '') return { arguments: {} };
	try {
		return { arguments: JSON.parse(given) as unknown };
	} catch {
		return { arguments: given, problem: 'The arguments are not valid JSON' };
	}
}

/** The messages with the results of their last calls appended, in the casing that they have. */
export function withToolResults(
	messages: unknown[],
	results: Array<{ toolCallId: string; content: string }>,
): unknown[] {
	const isSnake = messages.some((message) => 'tool_calls' in (asObject(message) ?? {}));
	const name = isSnake ? 'tool_call_id' : 'toolCallId';
	return [
		...messages,
		...results.map(({ toolCallId, content }) => ({ role: 'tool', [name]: toolCallId, content })),
	];
}
