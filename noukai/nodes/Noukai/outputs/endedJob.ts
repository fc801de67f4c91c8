/** The items of jobs after a wait, in place or while the execution was parked. */

import type { IDataObject, INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { describeError, toErrorJson } from '../../../../common/items/errorItem';
import type { ResumedItem } from '../../../../common/wait/parkedJobKind';
import { withFailure } from '../../../../common/wait/resumeFailure';
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
 * The item for a job whose end came while the execution was parked. Nothing may be thrown then: with
 * On Error set to stop, the item has the error with which the node fails when it is resumed.
 */
export function resumedJob(node: INode, job: FlowJob, mode: OutputMode): ResumedItem {
	const json = jobJson(job, mode);
	return hasFailed(job.status) ? withFailure(node, failedJobError(node, job), json) : { json };
}

/** The item for a parked job that Noukai does not know any more. */
export function goneJob(node: INode, refusal: NodeApiError, { id }: JobRef): ResumedItem {
	const error = describeError(refusal, { executionId: id });
	return withFailure(node, error, toErrorJson(error));
}

function failedJobError(
	node: INode,
	{ id, flow, status, errorMessage }: FlowJob,
): NodeOperationError {
	return failedError(node, flow, status, { executionId: id, reason: errorMessage });
}
