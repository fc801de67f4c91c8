import type { Execution } from './execution';
import { costOf, durationOf, type StepRecord } from './stepRecord';

/** An event of a step-through or of a trace stream (contract 8), with flow-absolute indexes. */
export interface FlowEvent {
	type: string;
	data: Record<string, unknown>;
}

/** The first event of an execution. */
export function runStarted({ id, start }: Execution): FlowEvent {
	return {
		type: 'run_started',
		data: { executionId: id, flowId: start.flow.id, stepCount: start.steps.length },
	};
}

export function stepStarted(record: StepRecord, stepIndex: number): FlowEvent {
	return { type: 'step_started', data: { ...nameOf(record), stepIndex } };
}

export function stepInput({ stepId, input }: StepRecord): FlowEvent {
	return { type: 'step_input', data: { stepId, inputData: input } };
}

export function stepOutput({ stepId, output }: StepRecord): FlowEvent {
	return { type: 'step_output', data: { stepId, outputData: output } };
}

/** It carries no stepIndex, as the server's does not. */
export function stepCompleted(record: StepRecord): FlowEvent {
	const { output, tokens } = record;
	const measured = { durationMs: durationOf(record), tokens, costUsd: costOf(record) };
	const loopIndex = record.loopIndex === null ? {} : { loopIndex: record.loopIndex };
	return { type: 'step_completed', data: { ...nameOf(record), output, ...measured, ...loopIndex } };
}

export function stepFailed(record: StepRecord): FlowEvent {
	const { message = '', code = null } = record.error ?? {};
	const error = code === null ? { message } : { message, code };
	return { type: 'step_error', data: { ...nameOf(record), error } };
}

/** The last event of a stream that went well. */
export function flowCompleted({ id, result, steps }: Execution): FlowEvent {
	const summary = { stepCount: steps.length, totalCostUsd: totalCost(steps) };
	return { type: 'flow_completed', data: { executionId: id, result, summary } };
}

/** Section 8: a flow_failed is only hinted at. */
export function flowFailed({ id, error }: Execution): FlowEvent {
	return { type: 'flow_failed', data: { executionId: id, error } };
}

function nameOf({ stepId, name }: StepRecord) {
	return { stepId, name };
}

function totalCost(steps: StepRecord[]): string {
	return steps.reduce((sum, step) => sum + Number(costOf(step) ?? 0), 0).toFixed(6);
}
