/** Checks of tools before they are sent. Pure: each returns what is wrong, or undefined. */

import { asObject, textOrUndefined } from '../../../../common/util/json';
import type { ToolDefinition } from '../api/flowRequest';

/** What Noukai accepts in one call (noukai-python-sdk, _flow.py). */
const MAX_TOOLS = 64;

/** What OpenAI accepts as the name of a function; Noukai answers TOOL_NAME_INVALID for others. */
export const MAX_NAME_CHARS = 64;
const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** What is wrong with a list of tools; undefined if nothing is. */
export function problemWithTools(tools: ToolDefinition[]): string | undefined {
	if (tools.length > MAX_TOOLS) {
		return `has ${tools.length} tools: Noukai accepts at most ${MAX_TOOLS}`;
	}
	const names = tools.map((tool) => tool.function.name);
	const wrong = names.find((name) => !NAME.test(name));
	if (wrong !== undefined) {
		return `has the tool name "${wrong}": at most ${MAX_NAME_CHARS} letters, digits, _ and - are accepted`;
	}
	const twice = names.find((name, at) => names.indexOf(name) !== at);
	return twice === undefined ? undefined : `has two tools with the name "${twice}"`;
}

/** Tools as a user describes them, in the format of OpenAI; a text says what is wrong. */
export function parseTools(list: unknown): ToolDefinition[] | string {
	if (!Array.isArray(list)) return 'must be a list of tools';
	const tools: ToolDefinition[] = [];
	for (const [at, one] of list.entries()) {
		const tool = parseTool(one);
		if (tool === undefined) {
			return `must have {"type": "function", "function": {"name", "description", "parameters"}} at ${at}`;
		}
		tools.push(tool);
	}
	return problemWithTools(tools) ?? tools;
}

function parseTool(value: unknown): ToolDefinition | undefined {
	const own = asObject(asObject(value)?.function);
	const name = textOrUndefined(own?.name);
	if (own === undefined || name === undefined) return undefined;
	const parameters = asObject(own.parameters) ?? { type: 'object', properties: {} };
	const description = textOrUndefined(own.description) ?? '';
	return { type: 'function', function: { ...own, name, description, parameters } };
}
