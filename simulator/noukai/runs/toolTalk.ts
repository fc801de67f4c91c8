import { isRecord } from '../../http/values';
import type { ChatMessage, FlowInputs, ToolCall, ToolDefinition } from './inputs';
import { lastRoundOf } from './lastRound';
import { numberIn, saidIn, textIn } from './inputs';

/** What a block that may call tools knows of them. */
export interface ToolTalk {
	tools: ToolDefinition[];
	toolChoice: unknown;
	/** The talk so far, when it continues after a pause; null when it begins. */
	messages: ChatMessage[] | null;
}

/** What a block returns that needs the results of tools before it can continue. */
export class ToolsNeeded {
	constructor(
		readonly toolCalls: ToolCall[],
		readonly toolCallMessages: ChatMessage[],
	) {}
}

/** How many rounds of tool calls are over. */
export function roundsIn({ messages }: ToolTalk): number {
	return (messages ?? []).filter(({ toolCalls = [] }) => toolCalls.length > 0).length;
}

/**
 * The next tool calls. The parameters `toolName`, `toolArguments` and `toolCallCount` say which;
 * otherwise one call to the tool that toolChoice names, to get_weather, or to the first.
 */
export function askForTools(talk: ToolTalk, inputs: FlowInputs): ToolsNeeded {
	const round = roundsIn(talk) + 1;
	const name = textIn(inputs, 'toolName', toolToCall(talk));
	const given = inputs.parameters.toolArguments;
	const args = JSON.stringify(given ?? sampleArguments(talk, name));
	const toolCalls = Array.from(
		{ length: numberIn(inputs, 'toolCallCount', 1) },
		(_, index): ToolCall => ({
			id: `call_${round}_${index + 1}`,
			type: 'function',
			function: { name, arguments: typeof given === 'string' ? given : args },
		}),
	);
	const before = talk.messages ?? openingOf(inputs);
	return new ToolsNeeded(toolCalls, [...before, { role: 'assistant', content: null, toolCalls }]);
}

/** The results of the last round. */
export function toolResultsIn({ messages }: ToolTalk): unknown[] {
	return lastRoundOf(messages ?? []).results.map(({ content }) => content);
}

function openingOf(inputs: FlowInputs): ChatMessage[] {
	if (inputs.messages.length > 0) return inputs.messages;
	return [{ role: 'user', content: saidIn(inputs) }];
}

function toolToCall({ tools, toolChoice }: ToolTalk): string {
	const names = tools.map((tool) => tool.function.name);
	if (isRecord(toolChoice) && isRecord(toolChoice.function))
		return String(toolChoice.function.name);
	return names.includes('get_weather') ? 'get_weather' : (names[0] ?? 'get_weather');
}

/** Arguments that fit the schema of the tool, as a model would make them. */
function sampleArguments({ tools }: ToolTalk, name: string): Record<string, unknown> {
	const schema = tools.find((tool) => tool.function.name === name)?.function.parameters;
	const properties = isRecord(schema?.properties) ? schema.properties : {};
	return Object.fromEntries(
		Object.entries(properties).map(([key, property]) => [key, sampleOf(key, property)]),
	);
}

function sampleOf(key: string, property: unknown): unknown {
	const type = isRecord(property) ? property.type : 'string';
	if (type === 'number' || type === 'integer') return 2;
	if (type === 'boolean') return true;
	if (type === 'array') return [];
	if (type === 'object') return {};
	return key === 'city' ? 'Paris' : `a ${key}`;
}
