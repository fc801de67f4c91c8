import { invalid } from '../../http/errors';
import type { ChatMessage, FlowInputs, ToolDefinition } from '../runs/inputs';
import type { NoukaiSettings } from '../settings';
import { readAttachments } from './attachments';
import type { BodyReader } from './bodyReader';
import { coded } from './errors';
import { checkRoles, readMessages } from './messages';
import { readTools } from './tools';

/** What /execute, /jobs and /step have in common (contract 4.1). */
export interface RunRequest {
	inputs: FlowInputs;
	blockOverrides: Record<string, Record<string, unknown>>;
	tools: ToolDefinition[];
	toolChoice: unknown;
	isTraced: boolean;
	executionId: string | null;
	pausedAtStep: string | null;
	iterationsUsed: number;
	/** Null if the request carries none, or an empty list. */
	toolCallMessages: ChatMessage[] | null;
	outputs: Record<string, unknown>;
}

/** Reads and checks the fields. Throws 422 for a wrong type, and coded errors for wrong values. */
export function readRunRequest(reader: BodyReader, settings: NoukaiSettings): RunRequest {
	const camel = reader.records('blockOverrides');
	const fields = {
		message: reader.text('message'),
		parameters: reader.record('parameters'),
		blockOverrides: { ...reader.records('block_overrides'), ...camel },
		toolChoice: reader.raw('toolChoice'),
		isTraced: reader.flag('trace'),
		executionId: reader.text('executionId'),
		pausedAtStep: reader.text('pausedAtStep'),
		iterationsUsed: reader.count('iterationsUsed'),
		outputs: reader.record('accumulatedOutputs'),
	};
	const lists = {
		messages: reader.list('messages'),
		attachments: reader.list('attachments'),
		tools: reader.list('tools'),
		toolCallMessages: reader.list('toolCallMessages'),
	};
	reader.check();
	const { message, parameters, ...rest } = fields;
	const messages = readMessages('messages', lists.messages, settings);
	checkRoles(messages);
	checkNames(parameters);
	const talk = readMessages('toolCallMessages', lists.toolCallMessages, settings);
	const attachments = readAttachments(lists.attachments);
	return {
		...rest,
		inputs: { message, parameters, messages, attachments },
		tools: readTools(lists.tools),
		toolCallMessages: talk.length === 0 ? null : talk,
	};
}

/** A fresh call has a message or messages; parameters may hold all inputs (contract 4.1). */
export function checkFresh({ inputs }: RunRequest): void {
	const { message, messages, parameters } = inputs;
	if (message !== null && messages.length > 0) {
		throw coded('INVALID_FIRST_CALL', 'Send message or messages, not both');
	}
	const isEmpty = message === null && messages.length === 0;
	if (isEmpty && Object.keys(parameters).length === 0) {
		throw coded('MISSING_MESSAGE', 'Send a message, messages or parameters');
	}
}

/** Section 17: what /jobs does with fields whose part there is not known. */
export function forJob(
	request: RunRequest,
	reader: BodyReader,
	{ jobExtras }: NoukaiSettings,
): RunRequest {
	if (jobExtras === 'accept') return request;
	const extras = ['messages', 'attachments'].filter((name) => reader.has(name));
	if (jobExtras === 'reject' && extras.length > 0) {
		const msg = 'Extra inputs are not permitted';
		throw invalid(...extras.map((name) => ({ loc: ['body', name], msg, type: 'extra_forbidden' })));
	}
	return { ...request, inputs: { ...request.inputs, messages: [], attachments: [] } };
}

function checkNames(parameters: Record<string, unknown>): void {
	if (!('attachments' in parameters)) return;
	throw coded('PARAMETER_NAME_RESERVED', 'A parameter may not be called attachments');
}
