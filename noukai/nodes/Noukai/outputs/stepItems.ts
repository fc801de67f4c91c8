/** The items of a step-through. Pure. */

import type { IDataObject } from 'n8n-workflow';

import type { FlowEvent } from '../api/flowEvents';
import type { OutputMode } from '../fields/output';
import { toCursorJson } from '../steps/cursor';
import type { CompletedStep } from '../steps/segment';
import type { SteppedRun } from '../steps/stepThrough';
import { toolCallsJson } from './pausedItem';
import { shapeResult } from './simplify';

/** One item a step, and one more for a flow that waits for tools. */
export function stepItems(
	run: SteppedRun,
	mode: OutputMode,
	sessionId: string | null,
): IDataObject[] {
	const { executionId } = run;
	const items = run.steps.map((step) => ({
		executionId,
		...stepJson(step, mode),
		cursor: toCursorJson(step.continueAt),
		retryCursor: toCursorJson(step.retryAt),
		sessionId,
	}));
	return run.status === 'tool_calls_required' ? [...items, runItem(run, mode, sessionId)] : items;
}

/** One item for all: the result, or where the flow waits. */
export function runItem(run: SteppedRun, mode: OutputMode, sessionId: string | null): IDataObject {
	const { status, executionId, cursor, result, flowId, steps } = run;
	const last = status === 'completed' ? result : (steps.at(-1)?.output ?? null);
	return {
		executionId,
		flowId,
		status,
		output: (status === 'tool_calls_required' ? null : shapeResult(last, mode)) as IDataObject,
		...(status === 'tool_calls_required' && {
			toolCalls: toolCallsJson(cursor.tools?.toolCalls ?? []),
		}),
		...(status !== 'completed' && { cursor: toCursorJson(cursor) }),
		sessionId,
	};
}

/** One item an event. */
export function eventItems(
	events: FlowEvent[],
	{ executionId }: SteppedRun,
	sessionId: string | null,
): IDataObject[] {
	return events.map(({ type, data }) => ({
		executionId,
		type,
		data: data as IDataObject,
		sessionId,
	}));
}

function stepJson(step: CompletedStep, mode: OutputMode): IDataObject {
	const { stepId, name, stepIndex, loopIndex, output, durationMs, tokens, costUsd } = step;
	return {
		status: 'completed',
		stepId,
		name,
		stepIndex,
		loopIndex,
		output: shapeResult(output, mode) as IDataObject,
		durationMs,
		tokens: tokens as IDataObject,
		costUsd,
	};
}
