/** What it takes to continue an execution that waits for tools. Pure. */

import type { IDataObject } from 'n8n-workflow';

import { asObject, textOrUndefined } from '../../../../common/util/json';
import { readToolPause, type PausedExecution, type ToolPause } from '../api/flowAnswer';
import { flowName, type FlowRef } from '../api/flowRef';

const INPUT_FIELDS = new Set(['message', 'messages']);

/** An execution that waits, as an item carries it. */
export interface HandedOut {
	flow: string;
	version: number | null;
	pause: ToolPause & { pausedAtStep: string };
	/** What is repeated in each request of the execution, besides its input. */
	request: Record<string, unknown>;
	sessionId: string | null;
}

/**
 * The body that resumes an execution: all three of executionId, pausedAtStep and toolCallMessages are
 * how Noukai recognizes it. Noukai keeps nothing in between, so the rest is sent again as the SDKs do.
 */
export function resumeBody(
	{ executionId, pausedAtStep, iterationsUsed, accumulatedOutputs }: HandedOut['pause'],
	toolCallMessages: unknown[],
	request: object,
): Record<string, unknown> {
	const place = { executionId, pausedAtStep, iterationsUsed, accumulatedOutputs };
	return { ...repeated(request), ...place, toolCallMessages };
}

/** The request without the input, which the conversation holds already. */
function repeated(request: object): Record<string, unknown> {
	const entries = Object.entries(request).filter(([name]) => !INPUT_FIELDS.has(name));
	return Object.fromEntries(entries) as Record<string, unknown>;
}

/** The object that Flow: Resume accepts. */
export function toHandedOut(
	flow: FlowRef,
	{
		executionId,
		pausedAtStep,
		iterationsUsed,
		toolCallMessages,
		accumulatedOutputs,
	}: PausedExecution,
	request: object,
	sessionId: string | null,
): IDataObject {
	return {
		flow: flowName(flow),
		version: flow.version,
		executionId,
		pausedAtStep,
		iterationsUsed,
		toolCallMessages: toolCallMessages as IDataObject[],
		accumulatedOutputs: accumulatedOutputs as IDataObject,
		request: repeated(request) as IDataObject,
		sessionId,
	};
}

/** Reads that object; undefined for anything else. */
export function parseHandedOut(value: unknown): HandedOut | undefined {
	const fields = asObject(value);
	if (fields === undefined) return undefined;
	const pause = readToolPause(fields);
	const flow = textOrUndefined(fields.flow);
	const pausedAtStep = textOrUndefined(fields.pausedAtStep);
	if (pause === undefined || flow === undefined || pausedAtStep === undefined) return undefined;
	return {
		flow,
		version: typeof fields.version === 'number' ? fields.version : null,
		pause: { ...pause, pausedAtStep },
		request: asObject(fields.request) ?? {},
		sessionId: textOrUndefined(fields.sessionId) ?? null,
	};
}
