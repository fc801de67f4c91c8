/** Sessions: what the runs under one session ID did. Pure. Source: noukai-python-sdk, _models/session.py. */

import { asObject } from '../../../../common/util/json';
import { either } from './toolCalls';
import { numberIn, textIn, timesIn } from './wireFields';

/** One attempt of a step, as a session keeps it. */
export interface RecordedStep {
	stepId: string;
	attempt: number | null;
	loopIndex: number | null;
	status: string | null;
	/** ISO 8601 in UTC, like the one below. */
	startedAt: string | null;
	completedAt: string | null;
	durationMs: number | null;
	inputSnapshot: unknown;
	outputSnapshot: unknown;
	/** `{message, code}` of a step that failed. */
	errorSnapshot: unknown;
	truncated: boolean;
}

/** One execution of a session, with its steps in the order in which they began. */
export interface RecordedExecution {
	executionId: string;
	flowId: string | null;
	/** That of the flow alone; null if the flow was deleted. */
	slug: string | null;
	/** `execute`, `step` or `job`. */
	triggerType: string | null;
	status: string | null;
	startedAt: string | null;
	completedAt: string | null;
	traceCaptureMode: string | null;
	/** Whether the outputs of the steps were kept. */
	snapshotsAvailable: boolean;
	errorAtStep: string | null;
	steps: RecordedStep[];
}

/** A session, with its executions in the order in which they began. */
export interface RecordedSession {
	sessionId: string;
	executions: RecordedExecution[];
}

/** Reads a session; undefined if it is none. */
export function parseSession(body: unknown): RecordedSession | undefined {
	const fields = asObject(body) ?? {};
	const sessionId = textIn(fields, 'sessionId');
	if (sessionId === null || !Array.isArray(fields.executions)) return undefined;
	return { sessionId, executions: fields.executions.flatMap(parseExecution) };
}

function parseExecution(value: unknown): RecordedExecution[] {
	const fields = asObject(value) ?? {};
	const executionId = textIn(fields, 'executionId');
	if (executionId === null) return [];
	const steps = Array.isArray(fields.steps) ? fields.steps : [];
	return [
		{
			executionId,
			flowId: textIn(fields, 'flowId'),
			slug: textIn(fields, 'slug'),
			triggerType: textIn(fields, 'triggerType'),
			...timesIn(fields),
			traceCaptureMode: textIn(fields, 'traceCaptureMode'),
			// As the SDKs read it: what is missing is there (@noukai/sdk, replay/fetcher.ts).
			snapshotsAvailable: either(fields, 'snapshotsAvailable') !== false,
			errorAtStep: textIn(fields, 'errorAtStep'),
			steps: steps.flatMap(parseStep),
		},
	];
}

function parseStep(value: unknown): RecordedStep[] {
	const fields = asObject(value) ?? {};
	const stepId = textIn(fields, 'stepId');
	if (stepId === null) return [];
	return [
		{
			stepId,
			attempt: numberIn(fields, 'attempt'),
			loopIndex: numberIn(fields, 'loopIndex'),
			...timesIn(fields),
			durationMs: numberIn(fields, 'durationMs'),
			inputSnapshot: either(fields, 'inputSnapshot') ?? null,
			outputSnapshot: either(fields, 'outputSnapshot') ?? null,
			errorSnapshot: either(fields, 'errorSnapshot') ?? null,
			truncated: fields.truncated === true,
		},
	];
}
