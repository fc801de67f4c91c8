import type { IDataObject } from 'n8n-workflow';

import type { PausedExecution } from '../api/flowAnswer';
import type { FlowRef } from '../api/flowRef';
import type { ToolCall } from '../api/toolCalls';
import { toHandedOut } from '../tools/resume';

/**
 * The tool calls of an item, with parsed arguments. They are in `input` as well, because n8n refuses
 * to read a property named `arguments` in an expression (isSafeObjectProperty of n8n-workflow).
 */
export function toolCallsJson(toolCalls: ToolCall[]): IDataObject[] {
	return toolCalls.map(({ id, name, arguments: args, problem }) => ({
		id,
		name,
		input: args as IDataObject,
		arguments: args as IDataObject,
		...(problem !== undefined && { problem }),
	}));
}

/** The JSON of the item for an execution that waits for tools: the calls, and what Flow: Resume accepts. */
export function pausedJson(
	flow: FlowRef,
	paused: PausedExecution,
	request: object,
	sessionId: string | null,
): IDataObject {
	const { executionId, flowId, blockCount, toolCalls } = paused;
	return {
		executionId,
		flowId,
		status: 'tool_calls_required',
		output: null,
		toolCalls: toolCallsJson(toolCalls),
		resume: toHandedOut(flow, paused, request, sessionId),
		blockCount,
		sessionId,
	};
}
