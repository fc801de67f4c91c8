/** Runs and their traces, read once into plain data. Pure. Source: noukai-python-sdk, _models/trace.py. */

import { asObject, textOrUndefined } from '../../../../common/util/json';
import { either } from './toolCalls';
import { numberIn, textIn, timesIn } from './wireFields';

/** A run of a flow, without its steps. */
export interface FlowRun {
	/** The execution ID, or an ID of its own: the docs show `fr_…`. */
	id: string;
	flowId: string | null;
	status: string | null;
	triggerType: string | null;
	/** ISO 8601 in UTC, like the one below. */
	startedAt: string | null;
	completedAt: string | null;
	durationMs: number | null;
	stepCount: number | null;
}

/** How many tokens a step took. */
export interface Tokens {
	prompt: number | null;
	completion: number | null;
	total: number | null;
}

/** One attempt of a step. */
export interface StepTrace {
	stepId: string;
	attempt: number | null;
	loopIndex: number | null;
	status: string | null;
	startedAt: string | null;
	completedAt: string | null;
	durationMs: number | null;
	modelUsed: string | null;
	tokens: Tokens | null;
	/** Decimal text, as Noukai sends it. */
	costUsd: string | null;
	/** Null if the trace does not keep data. */
	inputContext: unknown;
	outputContext: unknown;
	errorContext: unknown;
	inputSizeBytes: number | null;
	outputSizeBytes: number | null;
	truncated: boolean;
}

/** A run with the latest attempt of each step. */
export interface Trace {
	run: FlowRun;
	steps: StepTrace[];
}

/** Reads a trace; undefined if it is none. */
export function parseTrace(body: unknown): Trace | undefined {
	const fields = asObject(body) ?? {};
	const run = parseFlowRun(either(fields, 'flowRun'));
	if (run === undefined || !Array.isArray(fields.steps)) return undefined;
	return { run, steps: fields.steps.flatMap(parseStep) };
}

/** Reads the trace of one step: one attempt, or the list of all; undefined if it is none. */
export function parseStepTrace(body: unknown): StepTrace[] | undefined {
	const fields = asObject(body) ?? {};
	const attempts = Array.isArray(fields.attempts) ? fields.attempts : [body];
	const steps = attempts.flatMap((attempt) => parseStep(withStepId(attempt, fields)));
	return steps.length === attempts.length ? steps : undefined;
}

/** Reads a run; undefined if it has no ID. */
export function parseFlowRun(value: unknown): FlowRun | undefined {
	const fields = asObject(value) ?? {};
	const id = textOrUndefined(fields.id);
	if (id === undefined) return undefined;
	return {
		id,
		flowId: textIn(fields, 'flowId'),
		triggerType: textIn(fields, 'triggerType'),
		...timesIn(fields),
		durationMs: numberIn(fields, 'durationMs'),
		stepCount: numberIn(fields, 'stepCount'),
	};
}

function parseStep(value: unknown): StepTrace[] {
	const fields = asObject(value) ?? {};
	const stepId = textIn(fields, 'stepId');
	if (stepId === null) return [];
	const cost = either(fields, 'costUsd') ?? null;
	return [
		{
			stepId,
			attempt: numberIn(fields, 'attempt'),
			loopIndex: numberIn(fields, 'loopIndex'),
			...timesIn(fields),
			durationMs: numberIn(fields, 'durationMs'),
			modelUsed: textIn(fields, 'modelUsed'),
			tokens: parseTokens(fields.tokens),
			costUsd: cost === null ? null : String(cost),
			inputContext: either(fields, 'inputContext') ?? null,
			outputContext: either(fields, 'outputContext') ?? null,
			errorContext: either(fields, 'errorContext') ?? null,
			inputSizeBytes: numberIn(fields, 'inputSizeBytes'),
			outputSizeBytes: numberIn(fields, 'outputSizeBytes'),
			truncated: fields.truncated === true,
		},
	];
}

/** An attempt in a list may leave out whose it is. */
function withStepId(attempt: unknown, list: Record<string, unknown>): unknown {
	const fields = asObject(attempt);
	return fields && { stepId: either(list, 'stepId'), ...fields };
}

function parseTokens(value: unknown): Tokens | null {
	const fields = asObject(value);
	if (fields === undefined) return null;
	return {
		prompt: numberIn(fields, 'prompt'),
		completion: numberIn(fields, 'completion'),
		total: numberIn(fields, 'total'),
	};
}
