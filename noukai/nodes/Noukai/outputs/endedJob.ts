/** The items of jobs after a wait, in place or while the execution was parked. */

import type { IDataObject, INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { continuesOnError, describeError, toErrorJson } from '../../../../common/items/errorItem';
import type { FlowJob, JobRef } from '../api/jobs';
import type { OutputMode } from '../fields/output';
import { failedError, hasFailed } from './executionItem';
import { jobJson } from './jobItem';

/**
 * The item for a job that has ended.
 *
 * @throws NodeOperationError for a failed job, with its reason.
 */
export function endedJobJson(node: INode, job: FlowJob, mode: OutputMode): IDataObject {
	if (hasFailed(job.status)) throw failedJobError(node, job);
	return jobJson(job, mode);
}

/** The item for a job that continues after the wait: what it takes to wait for it later. */
export function timedOutJobJson(job: FlowJob, mode: OutputMode): IDataObject {
	const { executionId, flow, flowId, status, ...rest } = jobJson(job, mode);
	return { executionId, flow, flowId, status, waitTimedOut: true, ...rest };
}

/**
 * The item for a job whose end came while the execution was parked. Nothing can be thrown then: with
 * On Error set to stop, a failed job is a normal item with its status and errorMessage.
 */
export function resumedJobJson(node: INode, job: FlowJob, mode: OutputMode): IDataObject {
	return hasFailed(job.status) && continuesOnError(node)
		? toErrorJson(failedJobError(node, job))
		: jobJson(job, mode);
}

/** The item for a parked job that Noukai does not know any more. */
export function goneJobJson(refusal: NodeApiError, { id }: JobRef): IDataObject {
	return toErrorJson(describeError(refusal, { executionId: id }));
}

function failedJobError(
	node: INode,
	{ id, flow, status, errorMessage }: FlowJob,
): NodeOperationError {
	return failedError(node, flow, status, { executionId: id, reason: errorMessage });
}
