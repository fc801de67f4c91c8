import { formatDate, formatDateOrNull } from '../../http/dates';
import type { NoukaiSettings } from '../settings';
import { captured, hasSnapshots } from './captured';
import type { Execution } from './execution';
import { costOf, durationOf, type StepRecord } from './stepRecord';

/** The run of a trace or of the list (contract 9). */
export function flowRun(
	execution: Execution,
	{ flowRunIds, dateStyle }: NoukaiSettings,
): Record<string, unknown> {
	const { id, ownFlowRunId, start, status, startedAt, completedAt } = execution;
	const isTimed = startedAt !== null && completedAt !== null;
	return {
		id: flowRunIds === 'own' ? ownFlowRunId : id,
		flowId: start.flow.id,
		status: status === 'pending' ? 'running' : status,
		triggerType: start.trigger,
		startedAt: formatDateOrNull(startedAt, dateStyle),
		completedAt: formatDateOrNull(completedAt, dateStyle),
		durationMs: isTimed ? completedAt.getTime() - startedAt.getTime() : null,
		stepCount: start.steps.length,
	};
}

/** The whole trace: the latest attempt of each step, in a loop of each iteration. */
export function wholeTrace(execution: Execution, settings: NoukaiSettings) {
	const latest = new Map(
		execution.steps.map((record) => [`${record.stepId} ${record.loopIndex}`, record]),
	);
	const steps = [...latest.values()].map((record) => stepTrace(record, execution, settings));
	return { flowRun: flowRun(execution, settings), steps };
}

/** One attempt of a step. It has no name, as the server's has none. */
export function stepTrace(
	record: StepRecord,
	execution: Execution,
	{ dateStyle }: NoukaiSettings,
): Record<string, unknown> {
	const { input, output, error, inputBytes, outputBytes } = captured(record, execution);
	return {
		stepId: record.stepId,
		attempt: record.attempt,
		loopIndex: record.loopIndex,
		status: record.status,
		startedAt: formatDate(record.startedAt, dateStyle),
		completedAt: formatDateOrNull(record.completedAt, dateStyle),
		durationMs: durationOf(record),
		modelUsed: record.model,
		tokens: record.tokens,
		costUsd: costOf(record),
		inputContext: input,
		outputContext: output,
		errorContext: error,
		inputSizeBytes: inputBytes,
		outputSizeBytes: outputBytes,
		truncated: false,
	};
}

/** An execution as a session shows it (contract 10). */
export function sessionExecution(execution: Execution, { dateStyle }: NoukaiSettings) {
	const { id, start, status, startedAt, completedAt, steps } = execution;
	const failed = steps.find((record) => record.status === 'failed');
	const byStart = [...steps].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
	return {
		executionId: id,
		flowId: start.flow.id,
		slug: start.flow.slug,
		triggerType: start.trigger,
		status,
		startedAt: formatDateOrNull(startedAt, dateStyle),
		completedAt: formatDateOrNull(completedAt, dateStyle),
		traceCaptureMode: start.captureMode,
		snapshotsAvailable: hasSnapshots(execution),
		errorAtStep: status === 'failed' ? (failed?.stepId ?? null) : null,
		steps: byStart.map((record) => sessionStep(record, execution, dateStyle)),
	};
}

function sessionStep(
	record: StepRecord,
	execution: Execution,
	dateStyle: NoukaiSettings['dateStyle'],
) {
	const { input, output, error } = captured(record, execution);
	return {
		stepId: record.stepId,
		attempt: record.attempt,
		loopIndex: record.loopIndex,
		status: record.status,
		startedAt: formatDate(record.startedAt, dateStyle),
		completedAt: formatDateOrNull(record.completedAt, dateStyle),
		durationMs: durationOf(record),
		inputSnapshot: input,
		outputSnapshot: output,
		errorSnapshot: error,
		truncated: false,
	};
}
