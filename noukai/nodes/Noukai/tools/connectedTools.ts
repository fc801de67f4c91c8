import { NodeConnectionTypes } from 'n8n-workflow';

import type { FieldPlace, Item } from '../../../../common/items/item';
import { asObject, textOrUndefined, toPlainText } from '../../../../common/util/json';
import type { ToolDefinition } from '../api/flowRequest';
import type { ToolCall } from '../api/toolCalls';
import { MAX_NAME_CHARS, problemWithTools } from './definitions';
import { toParameters } from './jsonSchema';

/** A tool of n8n, as a flow may call it. */
export interface ConnectedTool {
	definition: ToolDefinition;
	invoke(args: unknown): Promise<unknown>;
}

/** The tools that are connected to the node. @throws NodeOperationError that names the field. */
export async function readConnectedTools(item: Item, place: FieldPlace): Promise<ConnectedTool[]> {
	if (item.isToolCall) {
		throw place.error(
			'cannot be Connected Tools when an agent calls this node as a tool: set it to None',
		);
	}
	const { context, index } = item;
	const given = await context.getInputConnectionData(NodeConnectionTypes.AiTool, index);
	const tools = distinct([given].flat().flatMap(toolsIn).map(toTool));
	if (tools.length === 0) {
		throw place.error(
			'is Connected Tools, but no tool is connected to the node: connect one, or set it to None',
		);
	}
	const gated = tools.find(({ isGated }) => isGated);
	if (gated !== undefined) {
		throw place.error(
			`is Connected Tools, and ${gated.definition.function.name} requires human approval, which n8n supports only in AI agents. Use Return Tool Calls, and ask for approval before Flow: Resume`,
		);
	}
	const problem = problemWithTools(tools.map(({ definition }) => definition));
	if (problem !== undefined) throw place.error(problem);
	return tools;
}

/** What a tool answers to a call. One that fails answers the model with its error. Never throws. */
export async function answerCall(tools: ConnectedTool[], call: ToolCall): Promise<string> {
	const tool = tools.find(({ definition }) => definition.function.name === call.name);
	if (tool === undefined) return `Error: there is no tool with the name ${call.name}`;
	if (call.problem !== undefined) return `Error: ${call.problem}`;
	try {
		return toPlainText(await tool.invoke(call.arguments));
	} catch (error) {
		return `Error: ${error instanceof Error ? error.message : String(error)}`;
	}
}

/** A toolkit, such as that of an MCP server, is several tools. */
function toolsIn(supplied: unknown): object[] {
	if (typeof supplied !== 'object' || supplied === null) return [];
	if ('tools' in supplied && Array.isArray(supplied.tools)) return supplied.tools.flatMap(toolsIn);
	if ('getTools' in supplied && typeof supplied.getTools === 'function') {
		return [supplied.getTools()].flat().flatMap(toolsIn);
	}
	return [supplied];
}

function toTool(tool: object): ConnectedTool & { isGated: boolean } {
	const { name, description, schema, metadata } = { ...readAll(tool) };
	const invoke = 'invoke' in tool ? tool.invoke : undefined;
	return {
		definition: {
			type: 'function',
			function: {
				name: toName(textOrUndefined(name) ?? 'tool'),
				description: textOrUndefined(description) ?? '',
				parameters: toParameters(schema),
			},
		},
		// n8n puts a tool that answers nothing before one that a person is to approve (n8n-core
		// get-input-connection-data.js, createHitlToolkit).
		isGated: asObject(metadata)?.gatedToolNodeName !== undefined,
		invoke: async (args) =>
			typeof invoke === 'function' ? await (invoke.call(tool, args) as unknown) : undefined,
	};
}

/** Fields of an instance that may be getters of its class. */
function readAll(tool: object): Record<'name' | 'description' | 'schema' | 'metadata', unknown> {
	const read = (name: string): unknown => Reflect.get(tool, name);
	return {
		name: read('name'),
		description: read('description'),
		schema: read('schema'),
		metadata: read('metadata'),
	};
}

const toName = (name: string) => name.replace(/[^\w-]/g, '_').slice(0, MAX_NAME_CHARS);

/** Tools of the same name get a number: two copies of a node are named alike by n8n. */
function distinct<T extends ConnectedTool>(tools: T[]): T[] {
	const taken = new Set<string>();
	return tools.map((tool) => {
		const { name } = tool.definition.function;
		let own = name;
		for (let number = 2; taken.has(own); number++) {
			own = `${name.slice(0, MAX_NAME_CHARS - 4)}_${number}`;
		}
		taken.add(own);
		const definition = { ...tool.definition, function: { ...tool.definition.function, name: own } };
		return { ...tool, definition };
	});
}
