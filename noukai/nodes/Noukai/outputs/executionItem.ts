import { NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';

import { describeError } from '../../../../common/items/errorItem';
import { failureReason, type FinishedExecution } from '../api/flowAnswer';
import { flowName, type FlowRef } from '../api/flowRef';
import type { OutputMode } from '../fields/output';
import { shapeResult } from './simplify';

/** Executions that Noukai answers for with a 200, and that have no result. */
const FAILED = new Set(['failed', 'cancelled']);

/** Whether an execution with this status has ended without a result. Pure. */
export const hasFailed = (status: string): boolean => FAILED.has(status);

/**
 * The JSON of the item for an execution that has ended. There is no `error` on top: n8n's Retry On
 * Fail reads that as "the node failed".
 *
 * @throws NodeOperationError for a failed execution, with its message.
 */
export function finishedJson(
	node: INode,
	flow: FlowRef,
	{ executionId, flowId, status, result, blockCount }: FinishedExecution,
	{ mode, sessionId }: { mode: OutputMode; sessionId?: string },
): IDataObject {
	if (hasFailed(status)) throw failedError(node, flow, status, { executionId, reason: result });
	return {
		executionId,
		flowId,
		status,
		output: shapeResult(result, mode) as IDataObject,
		blockCount,
		sessionId: sessionId ?? null,
	};
}

/** The error for an execution that failed. */
export function failedError(
	node: INode,
	flow: FlowRef,
	status: string,
	{ executionId, reason }: { executionId: string | null; reason: unknown },
): NodeOperationError {
	const message =
		status === 'failed'
			? `The Noukai flow failed: ${failureReason(reason)}`
			: `The Noukai flow finished with the status ${status}`;
	const which = executionId === null ? 'The execution' : `Execution ${executionId}`;
	const description = `${which} of flow ${flowName(flow)}. Its trace in Noukai shows which step failed.`;
	const error = new NodeOperationError(node, message, { description });
	return describeError(error, { executionId, status, code: null });
}
