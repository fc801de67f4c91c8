import { readField, type ValuesOf } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import type { ToolDefinition } from '../api/flowRequest';
import { toolFields, toolOptions } from '../fields/tools';
import { readConnectedTools, type ConnectedTool } from './connectedTools';
import { parseTools } from './definitions';

/** What a flow may call, and what becomes of its calls. */
export interface ToolPlan {
	/** The fields of the request. */
	request: { tools?: ToolDefinition[]; toolChoice?: unknown };
	/** Tools that run here; undefined if calls are handed out. */
	connected?: ConnectedTool[];
	maxRounds: number;
}

/** The tools as the fields say. @throws NodeOperationError that names the field. */
export async function readToolPlan(
	item: Item,
	options: ValuesOf<typeof toolOptions>,
): Promise<ToolPlan> {
	const maxRounds = options.maxToolRounds;
	switch (readField(item, toolFields, 'toolCalls')) {
		case 'none':
			return { request: {}, maxRounds };
		case 'handOut': {
			const tools = readDefinitions(item);
			return { request: { tools, ...readToolChoice(item, options, tools) }, maxRounds };
		}
		case 'connected': {
			const place = item.field(toolFields.toolCalls.property.displayName);
			const connected = await readConnectedTools(item, place);
			const tools = connected.map(({ definition }) => definition);
			return { request: { tools, ...readToolChoice(item, options, tools) }, connected, maxRounds };
		}
	}
}

function readDefinitions(item: Item): ToolDefinition[] {
	const place = item.field(toolFields.toolDefinitions.property.displayName);
	const tools = parseTools(readField(item, toolFields, 'toolDefinitions') ?? []);
	if (typeof tools === 'string') throw place.error(tools);
	if (tools.length === 0) throw place.error('is empty: describe the tools that the flow can call');
	return tools;
}

function readToolChoice(
	item: Item,
	{ toolChoice, toolName }: ValuesOf<typeof toolOptions>,
	tools: ToolDefinition[],
): { toolChoice?: unknown } {
	if (toolChoice === 'auto') return {};
	if (toolChoice === 'required') return { toolChoice };
	if (tools.some((tool) => tool.function.name === toolName)) {
		return { toolChoice: { type: 'function', function: { name: toolName } } };
	}
	const names = tools.map((tool) => tool.function.name).join(', ');
	const place = item.field(toolOptions.toolName.property.displayName);
	throw place.error(`must be the name of a tool: ${names}`);
}
