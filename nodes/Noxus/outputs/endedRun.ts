import { NodeOperationError, type IDataObject, type INode, type NodeApiError } from 'n8n-workflow';

import type { Run } from '../api/run';
import type { RunRef } from '../api/runs';
import { appendToDescription } from '../../../common/http/errors';
import { isFinal } from '../api/runState';
import {
	describeError,
	toErrorJson,
	toNodeError,
	type NodeError,
} from '../../../common/items/errorItem';
import type { ResumedItem } from '../../../common/wait/parkedJobKind';
import { withFailure } from '../../../common/wait/resumeFailure';
import { runFields, toRunItem } from './runItem';
import { namingTriedRuns, triedRunsJson, type TriedRuns } from './triedRuns';

/**
 * The item for a run after the wait. A run that waits for a person and one that was stopped are
 * results.
 *
 * @throws NodeOperationError for a failed run, with the best reason that can be found.
 */
export function endedRunJson(node: INode, run: Run): IDataObject {
	if (run.status === 'failed') throw failedRunError(node, run);
	return toRunItem(run);
}

/** The item for a run that continues after the wait: what it takes to wait for it later. */
export function timedOutRunJson(run: Run): IDataObject {
	const { runId, status, ...rest } = toRunItem(run);
	return { runId, status, waitTimedOut: true, ...rest };
}

/**
 * The item for a run whose end came while the execution was parked. Nothing may be thrown then: with
 * On Error set to stop, the item has the error with which the node fails when it is resumed.
 */
export function resumedRun(node: INode, run: Run, tried?: TriedRuns): ResumedItem {
	const json = { ...toRunItem(run), ...triedRunsJson(tried) };
	if (run.status !== 'failed') return { json };
	const error = failedRunError(node, run);
	return withFailure(node, tried === undefined ? error : namingTriedRuns(error, tried), json);
}

/**
 * The item for such a run whose full text or files could not be fetched; `json` is the item without
 * them, which then has `outputError`.
 */
export function unfetchedRun(
	node: INode,
	run: Run,
	json: IDataObject,
	caught: unknown,
): ResumedItem {
	const error = describeLoss(toNodeError(node, caught), run);
	const outputError = `The output could not be retrieved in full: ${error.message}`;
	return withFailure(node, error, { ...json, outputError });
}

/** The item for a parked run that Noxus does not know any more, such as one that was deleted. */
export function goneRun(
	node: INode,
	refusal: NodeApiError,
	{ runId, workflowId }: RunRef,
): ResumedItem {
	const error = describeError(refusal, { runId, workflowId });
	return withFailure(node, error, toErrorJson(error));
}

/** The error for a run that failed, with the best reason that can be found. */
export function failedRunError(node: INode, run: Run): NodeOperationError {
	const reason = run.errorMessage ?? 'Noxus returned no reason';
	const link = run.runUrl === undefined ? '.' : `: ${run.runUrl}`;
	const description = `Run ${run.id} of workflow ${run.workflowId}. Open the run in Noxus to see which step failed${link}`;
	return namingRun(
		new NodeOperationError(node, `The Noxus run failed: ${reason}`, { description }),
		run,
	);
}

/**
 * Runs `work`; what it throws then names the run that was started, so that it is not lost.
 *
 * @throws whatever `work` throws.
 */
export async function withRunId<T>(node: INode, run: Run, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw describeLoss(toNodeError(node, error), run);
	}
}

function describeLoss(error: NodeError, run: Run): NodeError {
	// Create Sync may return an output without the ID of its run.
	if (run.id === '') return error;
	const hasEnded = run.finishedAt !== null || isFinal(run.status);
	const advice = hasEnded
		? `Run ${run.id} has finished: get its output with Run: Get. If a text or file cannot be downloaded, turn off Fetch Full Text and Download Files.`
		: `Run ${run.id} may continue in Noxus: get its output with Run: Wait.`;
	appendToDescription(error, [advice]);
	return namingRun(error, run);
}

function namingRun<E extends NodeError>(error: E, run: Run): E {
	return describeError(error, runFields(run));
}
