import { wireMessages } from '../http/messages';
import type { NoukaiSettings } from '../settings';
import { runStarted, type FlowEvent } from './events';
import type { Execution } from './execution';
import type { Pause } from './runner';

/** An event as /step sends it: stepIndex of step_started counts within the call (contract 8). */
export function inSegment({ type, data }: FlowEvent, fromIndex: number): FlowEvent {
	if (type !== 'step_started') return { type, data };
	return { type, data: { ...data, stepIndex: Number(data.stepIndex) - fromIndex } };
}

export function segmentStarted(
	execution: Execution,
	{ legacyEventIds }: NoukaiSettings,
): FlowEvent {
	const { type, data } = runStarted(execution);
	return { type, data: legacyEventIds ? { ...data, runId: execution.id } : data };
}

/** The pause between steps; `stepIndex` counts within the call, `nextStepIndex` within the flow. */
export function stepPaused(
	{ id, start }: Execution,
	fromIndex: number,
	{ legacyEventIds, sseNextStepIndex }: NoukaiSettings,
): FlowEvent {
	const next = sseNextStepIndex ? { nextStepIndex: fromIndex + 1 } : {};
	const stepId = legacyEventIds ? { stepId: start.steps[fromIndex]?.stepId } : {};
	return { type: 'step_paused', data: { executionId: id, stepIndex: 0, ...next, ...stepId } };
}

/** The pause for tools; its stepIndex counts within the flow. */
export function pausedForTools(
	{ id }: Execution,
	pause: Pause,
	settings: NoukaiSettings,
): FlowEvent {
	const { stepId, stepIndex, iterationsUsed, toolCalls, toolCallMessages, outputs } = pause;
	return {
		type: 'step_paused_for_tool_calls',
		data: {
			runId: id,
			executionId: id,
			stepId,
			stepIndex,
			iterationsUsed,
			toolCallMessages: wireMessages(toolCallMessages, settings),
			toolCalls,
			accumulatedOutputs: outputs,
		},
	};
}
