/** What the events of one call of /step say. Pure. */

import { asObject, textOrUndefined } from '../../../../common/util/json';
import { readToolPause } from '../api/flowAnswer';
import type { FlowEvent } from '../api/flowEvents';
import { either } from '../api/toolCalls';
import { beginningOf, type Cursor } from './cursor';

/** A step that was completed; those inside of loops and branches are steps, too. */
export interface CompletedStep {
	stepId: string;
	name: string | null;
	stepIndex: number;
	loopIndex: number | null;
	output: unknown;
	durationMs: number | null;
	tokens: unknown;
	/** Decimal text, as Noukai sends it. */
	costUsd: string | null;
	/** Runs this step again. */
	retryAt: Cursor;
	/** Continues after it. */
	continueAt: Cursor;
}

/** How a segment ended. */
export type SegmentEnd =
	| { kind: 'completed'; result: unknown }
	| { kind: 'paused' }
	| { kind: 'toolCalls' }
	| { kind: 'failed'; stepId: string | null; name: string | null; error: unknown };

/** The part of a flow that one call of /step runs. */
export class Segment {
	readonly steps: CompletedStep[] = [];
	executionId: string | null;
	/** Where to continue: moves on with each step of the flow that is completed. */
	cursor: Cursor;
	flowId: string | null = null;
	stepCount: number | null = null;
	/** The step of the flow that runs, the outermost if it has others in it. */
	private open?: { stepId: string; stepIndex: number };
	private outputs: Record<string, unknown>;
	/** The step indexes of events count from here. */
	private readonly firstIndex: number;

	constructor(from: Cursor) {
		const { executionId, stepIndex, accumulatedOutputs } = from;
		this.cursor = from;
		this.firstIndex = stepIndex;
		this.outputs = { ...accumulatedOutputs };
		this.executionId = executionId;
	}

	/** Takes an event in, and returns the end of the segment if this was its last one. */
	take({ type, data }: FlowEvent): SegmentEnd | undefined {
		switch (type) {
			case 'run_started':
				this.start(data);
				return undefined;
			case 'step_started':
				this.openStep(data);
				return undefined;
			case 'step_completed':
				this.completeStep(data);
				return undefined;
			case 'step_paused':
				this.pause(data);
				return { kind: 'paused' };
			case 'step_paused_for_tool_calls':
				return this.pauseForTools(data) ? { kind: 'toolCalls' } : undefined;
			case 'flow_completed':
				return { kind: 'completed', result: this.resultIn(data) };
			case 'step_error':
			case 'flow_failed':
				return { kind: 'failed', ...nameIn(data), error: data.error ?? null };
			default:
				return undefined;
		}
	}

	/** The step that runs counted over the whole flow, also for the events of its output. */
	get stepIndex(): number {
		return this.open?.stepIndex ?? this.cursor.stepIndex;
	}

	private start(data: Record<string, unknown>): void {
		this.executionId = textOrUndefined(either(data, 'executionId')) ?? this.executionId;
		this.flowId = textOrUndefined(either(data, 'flowId')) ?? null;
		this.stepCount = typeof data.stepCount === 'number' ? data.stepCount : null;
	}

	/** The index of the event restarts at 0 with each call. */
	private openStep({ stepId, stepIndex }: Record<string, unknown>): void {
		if (typeof stepId !== 'string' || this.open !== undefined) return;
		const own = typeof stepIndex === 'number' ? this.firstIndex + stepIndex : undefined;
		this.open = { stepId, stepIndex: own ?? this.cursor.stepIndex };
	}

	private completeStep(data: Record<string, unknown>): void {
		const { stepId, name } = nameIn(data);
		if (stepId === null) return;
		const { stepIndex } = this;
		const retryAt = beginningOf(this.cursor);
		this.outputs = { ...this.outputs, [stepId]: data.output };
		if (this.open === undefined || this.open.stepId === stepId) {
			this.open = undefined;
			this.moveTo(stepIndex + 1);
		}
		const cost = either(data, 'costUsd');
		this.steps.push({
			stepId,
			name,
			stepIndex,
			loopIndex: numberOrNull(either(data, 'loopIndex')),
			output: data.output ?? null,
			durationMs: numberOrNull(either(data, 'durationMs')),
			tokens: data.tokens ?? null,
			costUsd: cost === undefined || cost === null ? null : String(cost),
			retryAt,
			continueAt: this.cursor,
		});
	}

	/**
	 * Loops and branches have several steps in one call, so the index that Noukai names counts. It must
	 * lead on, or the same step would be run and charged for again and again.
	 */
	private pause(data: Record<string, unknown>): void {
		const named = either(data, 'nextStepIndex');
		this.executionId = textOrUndefined(either(data, 'executionId')) ?? this.executionId;
		this.moveTo(Math.max(typeof named === 'number' ? named : 0, this.firstIndex + 1));
	}

	private pauseForTools(data: Record<string, unknown>): boolean {
		const pause = readToolPause(data);
		if (pause === undefined) return false;
		const { executionId, iterationsUsed, toolCallMessages, toolCalls, accumulatedOutputs } = pause;
		const named = either(data, 'stepIndex');
		this.executionId = executionId;
		this.outputs = { ...this.outputs, ...accumulatedOutputs };
		// This one counts over the whole flow; an older server might count within the call.
		this.moveTo(Math.max(typeof named === 'number' ? named : 0, this.cursor.stepIndex));
		this.cursor = { ...this.cursor, tools: { iterationsUsed, toolCallMessages, toolCalls } };
		return true;
	}

	private resultIn(data: Record<string, unknown>): unknown {
		const last = this.steps.at(-1)?.output ?? null;
		return 'result' in data ? (data.result ?? last) : last;
	}

	private moveTo(stepIndex: number): void {
		const { executionId, outputs } = this;
		this.cursor = { executionId, stepIndex, accumulatedOutputs: outputs };
	}
}

function nameIn(data: Record<string, unknown>): { stepId: string | null; name: string | null } {
	return {
		stepId: textOrUndefined(either(data, 'stepId')) ?? null,
		name: textOrUndefined(data.name) ?? null,
	};
}

const numberOrNull = (value: unknown) => (typeof value === 'number' ? value : null);

/** The message and the code in the error of a step. */
export function stepFailure(error: unknown): { message: string; code: string | null } {
	const fields = asObject(error);
	const message = textOrUndefined(fields?.message) ?? textOrUndefined(error);
	return {
		message: message ?? 'Noukai returned no reason',
		code: textOrUndefined(fields?.code) ?? null,
	};
}
