import { wireMessages } from '../http/messages';
import { blocksOf } from '../flows/flow';
import type { NoukaiSettings } from '../settings';
import type { Execution } from './execution';
import type { Pause } from './runner';

/** Answer to a call whose execution is over (contract 4.3); a failed one is a 200, too. */
export function finishedBody(
	{ id, status, result, start }: Execution,
	{ executionIdInResult }: NoukaiSettings,
): Record<string, unknown> {
	const body = { status, result, flowId: start.flow.id, blockCount: blocksOf(start.steps).length };
	return executionIdInResult ? { ...body, executionId: id } : body;
}

/** Answer to a call whose execution waits for tools (contract 4.4). */
export function pausedBody(
	{ id, start }: Execution,
	pause: Pause,
	settings: NoukaiSettings,
): Record<string, unknown> {
	const { pausedShape } = settings;
	return {
		status: 'tool_calls_required',
		executionId: id,
		pausedAtStep: pause.stepId,
		iterationsUsed: pause.iterationsUsed,
		toolCallMessages: wireMessages(pause.toolCallMessages, settings),
		...(pausedShape === 'withoutToolCalls' ? {} : { toolCalls: pause.toolCalls }),
		accumulatedOutputs: pausedShape === 'nullOutputs' ? null : pause.outputs,
		flowId: start.flow.id,
		blockCount: blocksOf(start.steps).length,
	};
}

/** A job as it is read (contract 6.2); `jobReadLagMs` keeps its end back. */
export function jobBody(
	{ id, status, result, error, completedAt }: Execution,
	{ jobReadLagMs }: NoukaiSettings,
): Record<string, unknown> {
	const isBehind = completedAt !== null && Date.now() < completedAt.getTime() + jobReadLagMs;
	if (isBehind) return { executionId: id, status: 'running', result: null, error: null };
	const isFailed = status === 'failed';
	return {
		executionId: id,
		status,
		result: isFailed ? null : result,
		error: error?.message ?? null,
	};
}
