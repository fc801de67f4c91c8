import { NodeOperationError } from 'n8n-workflow';

import type { ApiClient } from '../../../../common/http/apiClient';
import { describeError } from '../../../../common/items/errorItem';
import type { RunRequest } from '../api/flowRequest';
import type { FinishedExecution, PausedExecution } from '../api/flowAnswer';
import type { FlowRef } from '../api/flowRef';
import { executeFlow, type RunLimits } from '../api/flows';
import { withToolResults, type ToolCall } from '../api/toolCalls';
import { problemWithSize } from '../inputs/messages';
import { namingExecution } from '../outputs/namingExecution';
import { answerCall, type ConnectedTool } from './connectedTools';
import { resumeBody } from './resume';
import type { ToolPlan } from './toolPlan';

/**
 * Runs a flow. What it asks for of connected tools is run in parallel, and it is resumed with the
 * results until it has ended. Without connected tools, the first pause is returned.
 *
 * @throws NodeOperationError after too many rounds, and like `executeFlow`, with the execution ID.
 */
export async function executeWithTools(
	client: ApiClient,
	flow: FlowRef,
	request: RunRequest,
	{ connected, maxRounds, request: tools }: ToolPlan,
	limits: RunLimits,
): Promise<FinishedExecution | PausedExecution> {
	const sent = { ...request, ...tools };
	let answer = await executeFlow(client, flow, sent, limits);
	for (let round = 1; answer.kind === 'paused' && connected !== undefined; round++) {
		const paused = answer;
		answer = await namingExecution(client.node, paused.executionId, async () => {
			if (round > maxRounds) throw tooManyRounds(client, maxRounds);
			const messages = await answerCalls(client, connected, paused);
			const body = resumeBody(paused, messages, sent);
			// Tool-resume requests carry no session (noukai-python-sdk, _tool_calls.py).
			return await executeFlow(client, flow, body, { timeoutMs: limits.timeoutMs });
		});
	}
	return answer;
}

/**
 * The conversation with the results of the tools that it asks for.
 *
 * @throws NodeOperationError when the execution was stopped, or for more than Noukai accepts.
 */
export async function answerCalls(
	client: ApiClient,
	tools: ConnectedTool[],
	{ toolCalls, toolCallMessages }: { toolCalls: ToolCall[]; toolCallMessages: unknown[] },
): Promise<unknown[]> {
	client.throwIfStopped();
	const answers = toolCalls.map(async (call) => ({
		toolCallId: call.id,
		content: await answerCall(tools, call),
	}));
	const messages = withToolResults(toolCallMessages, await Promise.all(answers));
	client.throwIfStopped();
	const problem = problemWithSize(messages);
	if (problem === undefined) return messages;
	throw new NodeOperationError(client.node, `The conversation with the tools ${problem}`, {
		description: 'Let the tools return less, or lower the option Max Tool Rounds.',
	});
}

/** The error for a flow that asks for tools without end. The code is that of Noukai's SDKs. */
export function tooManyRounds(client: ApiClient, maxRounds: number): NodeOperationError {
	const message = `The flow called tools more than ${maxRounds} times`;
	const description =
		'Check what the tools return. The model may call them again because it cannot use the results. The option Max Tool Rounds sets the limit.';
	const error = new NodeOperationError(client.node, message, { description });
	return describeError(error, { code: 'TOOL_CALL_LIMIT_CLIENT' });
}
