/** What Noukai answers when a flow has run, or waits for tools. Pure. */

import { readErrorDetail } from '../../../../common/http/errorDetail';
import { asObject, textOrUndefined } from '../../../../common/util/json';
import { either, readToolCalls, type ToolCall } from './toolCalls';

/** An execution that has ended. The answer is a 200 for a failed one, too. */
export interface FinishedExecution {
	kind: 'finished';
	/** The samples of the docs have none. */
	executionId: string | null;
	flowId: string | null;
	/** `completed` or `failed`. */
	status: string;
	result: unknown;
	blockCount: number | null;
}

/** Where an execution waits for the results of tools. Noukai keeps none of it: it is sent back. */
export interface ToolPause {
	executionId: string;
	iterationsUsed: number;
	toolCallMessages: unknown[];
	toolCalls: ToolCall[];
	accumulatedOutputs: Record<string, unknown>;
}

/** An execution that waits for the results of tools. */
export interface PausedExecution extends ToolPause {
	kind: 'paused';
	pausedAtStep: string;
	flowId: string | null;
	blockCount: number | null;
}

/** Reads an answer of /execute; undefined if it is none. */
export function parseFlowAnswer(body: unknown): FinishedExecution | PausedExecution | undefined {
	const fields = asObject(body);
	const status = textOrUndefined(fields?.status);
	if (fields === undefined || status === undefined) return undefined;
	const flowId = textOrUndefined(either(fields, 'flowId')) ?? null;
	const count = either(fields, 'blockCount');
	const about = { flowId, blockCount: typeof count === 'number' ? count : null };
	if (status === 'tool_calls_required') {
		const pausedAtStep = textOrUndefined(either(fields, 'pausedAtStep'));
		const pause = readToolPause(fields);
		if (pausedAtStep === undefined || pause === undefined) return undefined;
		return { kind: 'paused', ...about, ...pause, pausedAtStep };
	}
	const executionId = textOrUndefined(either(fields, 'executionId')) ?? null;
	return { kind: 'finished', ...about, executionId, status, result: fields.result ?? null };
}

/** Reads what is the same in a paused answer and in a paused stream; undefined if something is missing. */
export function readToolPause(fields: Record<string, unknown>): ToolPause | undefined {
	const executionId = textOrUndefined(either(fields, 'executionId'));
	const messages = either(fields, 'toolCallMessages');
	if (executionId === undefined || !Array.isArray(messages)) return undefined;
	const iterations = either(fields, 'iterationsUsed');
	return {
		executionId,
		iterationsUsed: typeof iterations === 'number' ? iterations : 0,
		toolCallMessages: messages,
		toolCalls: readToolCalls(either(fields, 'toolCalls'), messages),
		accumulatedOutputs: asObject(either(fields, 'accumulatedOutputs')) ?? {},
	};
}

/** Why an execution failed: Noukai puts a text, or an object with one, into the result. */
export function failureReason(result: unknown): string {
	return readErrorDetail(result) ?? 'Noukai returned no reason';
}
