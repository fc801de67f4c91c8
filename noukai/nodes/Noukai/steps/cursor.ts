/** Where a step-through stands. Noukai keeps none of it, so items carry it. Pure. */

import type { IDataObject } from 'n8n-workflow';

import { asObject, textOrUndefined } from '../../../../common/util/json';
import { either, unansweredCalls, type ToolCall } from '../api/toolCalls';

/** The next step to run, and what it is run on. */
export interface Cursor {
	/** Null before the first step. */
	executionId: string | null;
	/** Counted from 0 over the whole flow. */
	stepIndex: number;
	/** By step IDs. */
	accumulatedOutputs: Record<string, unknown>;
	/** If the step waits for the results of tools. */
	tools?: CursorTools;
}

/** The conversation with tools that a step continues. */
export interface CursorTools {
	iterationsUsed: number;
	toolCallMessages: unknown[];
	toolCalls: ToolCall[];
}

/** The beginning of a flow. */
export const START: Cursor = { executionId: null, stepIndex: 0, accumulatedOutputs: {} };

/** Whether a run from here has to be given its input: at the beginning only. */
export function needsInput({ executionId, stepIndex }: Cursor): boolean {
	return executionId === null && stepIndex === 0;
}

/**
 * The cursor that runs the step from its start: without the conversation with tools. The first step
 * is run again by a new execution, since a call with an ID is no first call.
 */
export function beginningOf({ executionId, stepIndex, accumulatedOutputs }: Cursor): Cursor {
	return stepIndex === 0 ? START : { executionId, stepIndex, accumulatedOutputs };
}

/** The cursor as an item carries it. */
export function toCursorJson({
	executionId,
	stepIndex,
	accumulatedOutputs,
	tools,
}: Cursor): IDataObject {
	return {
		executionId,
		stepIndex,
		accumulatedOutputs: { ...accumulatedOutputs } as IDataObject,
		...(tools !== undefined && {
			iterationsUsed: tools.iterationsUsed,
			toolCallMessages: tools.toolCallMessages as IDataObject[],
		}),
	};
}

/** Reads a cursor of an item; undefined for anything else. */
export function parseCursor(value: unknown): Cursor | undefined {
	const fields = asObject(value);
	const stepIndex = fields?.stepIndex;
	if (fields === undefined || typeof stepIndex !== 'number') return undefined;
	if (!Number.isInteger(stepIndex) || stepIndex < 0) return undefined;
	const executionId = textOrUndefined(fields.executionId) ?? null;
	if (stepIndex > 0 && executionId === null) return undefined;
	const accumulatedOutputs = asObject(fields.accumulatedOutputs ?? {});
	if (accumulatedOutputs === undefined) return undefined;
	return { executionId, stepIndex, accumulatedOutputs, ...readTools(fields) };
}

function readTools(fields: Record<string, unknown>): { tools?: CursorTools } {
	const messages = either(fields, 'toolCallMessages');
	if (!Array.isArray(messages)) return {};
	const iterations = either(fields, 'iterationsUsed');
	const iterationsUsed = typeof iterations === 'number' ? iterations : 0;
	const toolCalls = unansweredCalls(messages);
	return { tools: { iterationsUsed, toolCallMessages: messages, toolCalls } };
}
