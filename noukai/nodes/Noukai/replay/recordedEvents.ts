/** The events that a call of /step would have sent, made of a recording. Pure. */

import type { FlowEvent } from '../api/flowEvents';
import type { RecordedExecution, RecordedStep } from '../api/session';
import { errorOf, groupSteps, hasFailed, outputOf, type StepGroup } from './recordedSteps';

/** Which part of a recording one call replays. */
export interface RecordedCall {
	/** The first step, counted from 0 over the flow. */
	stepIndex: number;
	/** Whether the execution begins with this call. */
	isFirst: boolean;
	/** Whether all steps that are left are replayed, or one. */
	runRemaining: boolean;
}

/** What a recording has for a call; undefined if it ends before the step. */
export function recordedEvents(
	execution: RecordedExecution,
	{ stepIndex, isFirst, runRemaining }: RecordedCall,
): FlowEvent[] | undefined {
	const groups = groupSteps(execution);
	const until = runRemaining ? groups.length : stepIndex + 1;
	const part = groups.slice(stepIndex, until);
	const isMissing = part.length === 0 && (groups.length > 0 || !isFirst);
	if (isMissing || (part.some(isUnfinished) && !part.some(isFailed))) return undefined;
	const events = [
		...(isFirst ? [runStarted(execution, groups.length)] : []),
		...part.flatMap((group, at) => eventsOf(group, at)),
	];
	const failedAt = events.findIndex(({ type }) => type === 'step_error');
	if (failedAt !== -1) return events.slice(0, failedAt + 1);
	const isLast = until >= groups.length;
	return [...events, isLast ? lastEvent(execution, groups) : paused(execution, until)];
}

/** A step that had not ended when the session was read, such as one that waited for tools. */
const isOpen = ({ status }: RecordedStep): boolean => status === 'running' || status === 'pending';

const isUnfinished = ({ step, inside }: StepGroup): boolean => [step, ...inside].some(isOpen);

const isFailed = ({ step, inside }: StepGroup): boolean => [step, ...inside].some(hasFailed);

function runStarted({ executionId, flowId }: RecordedExecution, stepCount: number): FlowEvent {
	return { type: 'run_started', data: { executionId, flowId, stepCount } };
}

/** The step of the flow begins first and ends last; its index counts within the call. */
function eventsOf({ step, inside }: StepGroup, stepIndex: number): FlowEvent[] {
	return [
		started(step, stepIndex),
		...inside.flatMap((one) => [started(one, stepIndex), ended(one)]),
		ended(step),
	];
}

const started = ({ stepId }: RecordedStep, stepIndex: number): FlowEvent => ({
	type: 'step_started',
	data: { stepId, stepIndex },
});

function ended(step: RecordedStep): FlowEvent {
	const { stepId, loopIndex, durationMs, errorSnapshot } = step;
	if (hasFailed(step)) return { type: 'step_error', data: { stepId, error: errorSnapshot } };
	const inLoop = loopIndex === null ? {} : { loopIndex };
	const data = { stepId, output: outputOf(step), durationMs, ...inLoop };
	return { type: 'step_completed', data };
}

function paused({ executionId }: RecordedExecution, nextStepIndex: number): FlowEvent {
	return { type: 'step_paused', data: { executionId, nextStepIndex } };
}

function lastEvent(execution: RecordedExecution, groups: StepGroup[]): FlowEvent {
	const { executionId, status } = execution;
	const last = groups.at(-1);
	switch (status) {
		case 'failed':
		case 'cancelled':
			return { type: 'flow_failed', data: { executionId, error: errorOf(execution) } };
		case 'running':
		case 'pending':
			return paused(execution, groups.length);
		default:
			return { type: 'flow_completed', data: { executionId, result: last && outputOf(last.step) } };
	}
}
