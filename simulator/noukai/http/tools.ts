import { isRecord } from '../../http/values';
import { blocksOf, type Step } from '../flows/flow';
import type { ChatMessage, ToolDefinition } from '../runs/inputs';
import { lastRoundOf } from '../runs/lastRound';
import { coded } from './errors';

/** Section 4.1. */
const MAX_TOOLS = 64;

/** The tools of a request. Throws TOOLS_INVALID or TOOL_NAME_INVALID. */
export function readTools(list: unknown[] | null): ToolDefinition[] {
	const tools = list ?? [];
	if (tools.length > MAX_TOOLS) throw coded('TOOLS_INVALID', `At most ${MAX_TOOLS} tools`);
	return tools.map(readTool);
}

function readTool(tool: unknown, index: number): ToolDefinition {
	if (!isRecord(tool) || tool.type !== 'function' || !isRecord(tool.function)) {
		throw coded('TOOLS_INVALID', `Tool ${index} must be {type: "function", function: {…}}`);
	}
	const { name, description, parameters } = tool.function;
	if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name)) {
		throw coded('TOOL_NAME_INVALID', `The name of tool ${index} must match [a-zA-Z0-9_-]{1,64}`);
	}
	return {
		type: 'function',
		function: {
			name,
			...(typeof description === 'string' ? { description } : {}),
			...(isRecord(parameters) ? { parameters } : {}),
		},
	};
}

/** Tools need a block that may call them, outside of loops and branches (contract 5). */
export function checkToolsFit(tools: readonly ToolDefinition[], steps: readonly Step[]): void {
	if (tools.length === 0) return;
	const hasTools = (all: readonly Step[]) => blocksOf(all).some((block) => block.hasTools);
	if (!hasTools(steps)) throw coded('TOOLS_NOT_ENABLED', 'No block of this flow may call tools');
	if (hasTools(steps.filter(({ kind }) => kind !== 'block'))) {
		throw coded('TOOLS_IN_NON_SEQUENTIAL_STEP', 'A block in a loop or branch may not call tools');
	}
}

/** Every call of the last round has one answer, and no answer is of another call. */
export function checkToolResults(messages: readonly ChatMessage[]): void {
	const { toolCalls, results } = lastRoundOf(messages);
	const asked = toolCalls.map(({ id }) => id);
	const answered = results.map(({ toolCallId = 'none' }) => toolCallId);
	const isComplete = asked.length > 0 && [...asked].sort().join() === [...answered].sort().join();
	if (isComplete) return;
	const text = `Expected results of ${asked.join(', ') || 'a tool call'}, got ${answered.join(', ') || 'none'}`;
	throw coded('TOOL_RESULTS_MISMATCH', text);
}
