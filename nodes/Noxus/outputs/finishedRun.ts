import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
} from 'n8n-workflow';

import type { Run } from '../transport/run';
import { endsWait } from '../wait/runState';
import { toRunItem } from './runItem';

/**
 * The item for a run after the wait. A run that waits for a person and one that was stopped are
 * results; one that goes on carries `waitTimedOut`.
 *
 * @throws NodeOperationError for a failed run, with the best reason that can be found.
 */
export function finishedRunItem(context: IExecuteFunctions, run: Run): IDataObject {
	if (run.status === 'failed') throw failedRunError(context, run);
	return { ...toRunItem(run), ...(!endsWait(run.status) && { waitTimedOut: true }) };
}

function failedRunError(context: IExecuteFunctions, run: Run): NodeOperationError {
	const reason = run.errorMessage ?? 'Noxus gives no reason';
	return namingRun(
		new NodeOperationError(context.getNode(), `The Noxus run failed: ${reason}`, {
			description: `Run ${run.id} of workflow ${run.workflowId}. Open the run in Noxus to see which step stopped it.`,
		}),
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
			`Run ${run.id} was started and may go on: read it with Run: Get.`,
		];
		error.description = told.filter(Boolean).join('\n');
		throw namingRun(error, run);
	}
}

/** Error items carry these fields of the context (see `toErrorItem`). */
function namingRun<E extends NodeApiError | NodeOperationError>(error: E, run: Run): E {
	error.context.runId = run.id;
	error.context.workflowId = run.workflowId;
	error.context.status = run.status;
	return error;
}
