/**
 * Messages of a conversation, read from both kinds of parts that Noxus sends: `message_parts` of older
 * backends, and messages of Pydantic AI, which have two levels of parts. Pure. Sources: noxus_sdk
 * resources/conversations.py, API pages "Add Message" and "Chat".
 */

import { asObject, textOrUndefined } from '../../../common/util/json';
import { toIsoUtc } from '../../../common/util/isoTime';

/** What a tool of the agent returned. */
export interface ToolResult {
	tool: string;
	/** Any JSON. */
	result: unknown;
}

/** A message of a conversation: what a person wrote, or what an agent did. */
export interface ChatMessage {
	id: string;
	role: 'user' | 'assistant';
	/** ISO 8601 in UTC. */
	createdAt: string | null;
	/** All texts, with an empty line between them; no thoughts and no tool calls. */
	text: string;
	toolResults: ToolResult[];
	/** The parts in which files of an answer stand, and results of tools: any JSON. */
	fileParts: unknown[];
	/** As Noxus sent them. */
	parts: unknown[];
}

type Part =
	| { kind: 'user' | 'text'; text: string }
	| { kind: 'toolResult'; tool: string; result: unknown }
	| { kind: 'file'; value: unknown }
	| { kind: 'other' };

type Fields = Record<string, unknown>;

const OTHER: Part = { kind: 'other' };

/** Between two texts of one message. */
export const TEXT_SEPARATOR = '\n\n';

/** Reads a message; undefined for what is none. */
export function parseMessage(value: unknown): ChatMessage | undefined {
	const fields = asObject(value);
	if (fields === undefined) return undefined;
	const raw = [fields.message_parts, fields.pydantic_message_parts, fields.parts].find(isFilled);
	const parts = Array.isArray(raw) ? raw : [];
	const read = parts.flatMap(readPart);
	const texts = read.flatMap((part) => ('text' in part && part.text !== '' ? [part.text] : []));
	const toolResults = read.flatMap((part) => (part.kind === 'toolResult' ? [toResult(part)] : []));
	const files = read.flatMap((part) => (part.kind === 'file' ? [part.value] : []));
	return {
		id: textOrUndefined(fields.id) ?? '',
		role: read.some(({ kind }) => kind === 'user') ? 'user' : 'assistant',
		createdAt: toIsoUtc(fields.created_at),
		text: texts.join(TEXT_SEPARATOR),
		toolResults,
		fileParts: [...files, ...toolResults.map(({ result }) => result)],
		parts,
	};
}

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

const toResult = ({ tool, result }: ToolResult): ToolResult => ({ tool, result });

/** The parts that a part of a message stands for: one, or those of a message of Pydantic AI. */
function readPart(value: unknown): Part[] {
	const fields = asObject(value) ?? {};
	if (Array.isArray(fields.parts)) return fields.parts.map((part) => readPydanticPart(part));
	return [fields.part_kind === undefined ? readMessagePart(fields) : readPydanticPart(fields)];
}

function readPydanticPart(value: unknown): Part {
	const part = asObject(value) ?? {};
	switch (part.part_kind) {
		case 'user-prompt':
			return { kind: 'user', text: textIn(part.content) };
		case 'text':
			return { kind: 'text', text: textIn(part.content) };
		case 'tool-return':
			return toolResult(part.tool_name, part.content);
		case 'file':
			return { kind: 'file', value: part.content };
		default:
			return OTHER;
	}
}

/** Types of parts of an agent that are no text for the reader. */
const NO_TEXT = /think|reason|tool|function|call|error|status|step/;

function readMessagePart(part: Fields): Part {
	const type = String(part.type ?? '').toLowerCase();
	if (part.role === 'user') return { kind: 'user', text: textIn(part.content) };
	if (part.role === 'function' || /^(function|tool[_-](result|return))$/.test(type)) {
		return toolResult(part.tool ?? part.name ?? part.tool_name, part.content);
	}
	if (isFilled(part.files) || /file|image/.test(type)) return { kind: 'file', value: part };
	return part.role === 'assistant' && !NO_TEXT.test(type)
		? { kind: 'text', text: textIn(part.content) }
		: OTHER;
}

function toolResult(tool: unknown, content: unknown): Part {
	return { kind: 'toolResult', tool: textOrUndefined(tool) ?? 'tool', result: fromJson(content) };
}

/** Older backends send the result of a tool as JSON text. */
function fromJson(content: unknown): unknown {
	if (typeof content !== 'string' || !/^\s*[[{]/.test(content)) return content ?? null;
	try {
		return JSON.parse(content) as unknown;
	} catch {
		return content;
	}
}

/** A text, or the texts in a list of them, as a prompt with files has it. */
function textIn(content: unknown): string {
	if (typeof content === 'string') return content;
	if (Array.isArray(content)) {
		return content
			.map(textIn)
			.filter((text) => text !== '')
			.join(TEXT_SEPARATOR);
	}
	const { text } = asObject(content) ?? {};
	return typeof text === 'string' ? text : '';
}
