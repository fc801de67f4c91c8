/** The steps of a recorded execution in the order in which a flow runs them. Pure. */

import { asObject } from '../../../../common/util/json';
import type { RecordedExecution, RecordedStep } from '../api/session';

/** What a snapshot has beside the output, which the live output has not (@noukai/sdk, replay/snapshot.ts). */
const SIDECARS = new Set(['__rendered_prompt__']);

/** A step of the flow, with the steps inside of it if it is a loop or has branches. */
export interface StepGroup {
	step: RecordedStep;
	inside: RecordedStep[];
}

/**
 * The latest attempt of each step. A recording does not say which steps are inside of others, but the
 * steps of a flow run one after another: one that began before an earlier one had ended is inside of it.
 */
export function groupSteps({ steps }: RecordedExecution): StepGroup[] {
	const groups: StepGroup[] = [];
	for (const step of latestAttempts(steps)) {
		const open = groups.at(-1);
		if (open !== undefined && isInside(step, open.step)) open.inside.push(step);
		else groups.push({ step, inside: [] });
	}
	return groups;
}

function latestAttempts(steps: RecordedStep[]): RecordedStep[] {
	const latest = new Map<string, RecordedStep>();
	for (const step of steps) {
		const key = JSON.stringify([step.stepId, step.loopIndex]);
		const found = latest.get(key);
		if (found === undefined || (step.attempt ?? 0) >= (found.attempt ?? 0)) latest.set(key, step);
	}
	return [...latest.values()];
}

function isInside(step: RecordedStep, outer: RecordedStep): boolean {
	if (outer.completedAt === null) return outer.status === 'running';
	return Date.parse(step.startedAt ?? '') < Date.parse(outer.completedAt);
}

/** The output of a step as a live run returns it. */
export function outputOf({ outputSnapshot }: RecordedStep): unknown {
	const fields = asObject(outputSnapshot);
	if (fields === undefined) return outputSnapshot;
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !SIDECARS.has(name)));
}

/** Whether a step ended with an error. */
export const hasFailed = ({ status, errorSnapshot }: RecordedStep): boolean =>
	status === 'failed' || (status !== 'completed' && errorSnapshot !== null);

/** The error that ended a failed execution: `{message, code}`, or null if none was kept. */
export function errorOf({ steps, errorAtStep }: RecordedExecution): unknown {
	const failed = latestAttempts(steps).filter(hasFailed);
	const named = failed.find(({ stepId }) => stepId === errorAtStep);
	return (named ?? failed.at(-1))?.errorSnapshot ?? null;
}
