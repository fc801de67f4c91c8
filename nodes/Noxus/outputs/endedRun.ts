import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
} from 'n8n-workflow';

import type { Run } from '../transport/run';
import type { RunRef } from '../transport/runs';
import { toErrorJson, type NodeError } from './errorItem';
import { toRunItem } from './runItem';

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

/** The item for a run that goes on when the wait is over: what it takes to take it up later. */
export function timedOutRunJson(run: Run): IDataObject {
	return { ...toRunItem(run), waitTimedOut: true };
}

/**
 * The item for a run whose end came while the execution was parked. Nothing can be thrown then: with
 * On Error set to stop, a failed run comes out as a normal item with its status and errorMessage.
 */
export function resumedRunJson(node: INode, run: Run): IDataObject {
	const continues = /^continue/.test(node.onError ?? '') || node.continueOnFail === true;
	return run.status === 'failed' && continues
		? toErrorJson(failedRunError(node, run))
		: toRunItem(run);
}

/** The item for a parked run that Noxus does not know any more, such as one that was deleted. */
export function goneRunJson(refusal: NodeApiError, { runId, workflowId }: RunRef): IDataObject {
	refusal.context.runId = runId;
	refusal.context.workflowId = workflowId;
	return toErrorJson(refusal);
}

function failedRunError(node: INode, run: Run): NodeOperationError {
	const reason = run.errorMessage ?? 'Noxus gives no reason';
	const description = `Run ${run.id} of workflow ${run.workflowId}. Open the run in Noxus to see which step stopped it.`;
	return namingRun(
		new NodeOperationError(node, `The Noxus run failed: ${reason}`, { description }),
		run,
	);
}

/**
 * Runs `work`; what it throws then tells which run was started, so that it is not lost.
 *
 * @throws whatever `work` throws.
 */
export async function withRunId<T>(
	context: IExecuteFunctions,
	run: Run,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) {
			throw namingRun(new NodeOperationError(context.getNode(), error as Error), run);
		}
		const told = [
			error.description,
			`Run ${run.id} may go on in Noxus: take it up with Run: Wait.`,
		];
		error.description = told.filter(Boolean).join('\n');
		throw namingRun(error, run);
	}
}

function namingRun<E extends NodeError>(error: E, run: Run): E {
	error.context.runId = run.id;
	error.context.workflowId = run.workflowId;
	error.context.status = run.status;
	return error;
}
