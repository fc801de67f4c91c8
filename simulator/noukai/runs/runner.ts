import type { NoukaiState } from '../state';
import { SegmentFailed } from './blockRun';
import { flowCompleted, flowFailed, type FlowEvent } from './events';
import type { Execution } from './execution';
import type { ChatMessage, ToolCall } from './inputs';
import { Segment, type SegmentRequest } from './segment';
import { runStep } from './stepRun';
import { ToolsNeeded } from './toolTalk';

/** A segment that waits for the results of tools. */
export interface Pause {
	kind: 'paused';
	stepId: string;
	stepIndex: number;
	iterationsUsed: number;
	toolCalls: ToolCall[];
	toolCallMessages: ChatMessage[];
	outputs: Record<string, unknown>;
}

/** How a segment ended: the flow is over, or has further steps, or waits for tools. */
export type SegmentEnd = { kind: 'ended' } | { kind: 'stepsLeft' } | Pause;

/** Runs the steps of a segment in order, and ends the execution after the last one. */
export async function runSegment(
	execution: Execution,
	request: SegmentRequest,
	state: NoukaiState,
	listener: (event: FlowEvent) => void = () => undefined,
): Promise<SegmentEnd> {
	const segment = new Segment(execution, request, state, listener);
	execution.begin();
	execution.busyCount += 1;
	try {
		return (await runSteps(segment)) ?? endOf(segment);
	} catch (error) {
		if (!(error instanceof SegmentFailed)) throw error;
		return failWith(error, segment, state);
	} finally {
		execution.busyCount -= 1;
	}
}

/** Null if every step of the segment is done. */
async function runSteps(segment: Segment): Promise<Pause | null> {
	const { execution, request, outputs } = segment;
	const { steps } = execution.start;
	for (let index = request.fromIndex; index < request.untilIndex; index += 1) {
		const step = steps[index];
		if (step === undefined) break;
		const previous = outputs[steps[index - 1]?.stepId ?? ''];
		const output = await runStep(step, { stepIndex: index, loopIndex: null, previous }, segment);
		if (output instanceof ToolsNeeded) {
			const { stepId } = step;
			const iterationsUsed = request.iterationsUsed + 1;
			return { kind: 'paused', stepId, stepIndex: index, iterationsUsed, ...output, outputs };
		}
		outputs[step.stepId] = output;
		segment.conversation = null;
	}
	return null;
}

function endOf(segment: Segment): SegmentEnd {
	const { execution, request, outputs } = segment;
	const { steps } = execution.start;
	if (request.untilIndex < steps.length) return { kind: 'stepsLeft' };
	execution.result = outputs[steps.at(-1)?.stepId ?? ''] ?? null;
	segment.emit(flowCompleted(execution));
	execution.end(execution.result, null);
	return { kind: 'ended' };
}

function failWith(
	{ record }: SegmentFailed,
	segment: Segment,
	{ settings }: NoukaiState,
): SegmentEnd {
	const { execution } = segment;
	execution.error = record.error;
	if (settings.afterStepError === 'flow_failed') segment.emit(flowFailed(execution));
	if (settings.afterStepError === 'flow_completed') segment.emit(flowCompleted(execution));
	execution.end(record.error?.message ?? null, record.error);
	return { kind: 'ended' };
}
