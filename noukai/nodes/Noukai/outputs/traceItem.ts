/** The JSON of items about runs that exist. Pure. */

import type { IDataObject } from 'n8n-workflow';

import type { FlowRun, StepTrace, Tokens, Trace } from '../api/trace';
import { sumDecimals } from './sumDecimals';

/** The item of a run without its steps. */
export function runJson({ id, ...run }: FlowRun): IDataObject {
	return { runId: id, ...run };
}

/** The item of a trace: the run, what its steps took in all, and the steps. */
export function traceJson({ run, steps }: Trace): IDataObject {
	return {
		...runJson(run),
		...totalsOf(steps),
		steps: steps.map((step) => ({ ...step }) as IDataObject),
	};
}

/** The item of one attempt of a step. */
export function stepJson(runId: string, step: StepTrace): IDataObject {
	return { runId, ...(step as object) };
}

/** The item of all attempts of a step, and what they took in all. */
export function attemptsJson(runId: string, stepId: string, attempts: StepTrace[]): IDataObject {
	return {
		runId,
		stepId,
		...totalsOf(attempts),
		attempts: attempts.map((attempt) => ({ ...attempt }) as IDataObject),
	};
}

/** What steps took in all; null for what Noukai says of none of them. It sends no totals itself. */
function totalsOf(steps: StepTrace[]): IDataObject {
	const sum = (name: keyof Tokens) => sumOf(steps.map(({ tokens }) => tokens?.[name] ?? null));
	return {
		promptTokens: sum('prompt'),
		completionTokens: sum('completion'),
		totalTokens: sum('total'),
		totalCostUsd: sumDecimals(steps.map(({ costUsd }) => costUsd)),
	};
}

function sumOf(numbers: Array<number | null>): number | null {
	const known = numbers.filter((number) => number !== null);
	return known.length === 0 ? null : known.reduce((sum, number) => sum + number, 0);
}

/** Whether a trace keeps what went into its steps and came of them. */
export function hasData(steps: StepTrace[]): boolean {
	return steps.some(
		({ inputContext, outputContext }) => inputContext !== null || outputContext !== null,
	);
}
