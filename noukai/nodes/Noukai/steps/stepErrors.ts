import { NodeOperationError, type INode } from 'n8n-workflow';

import { describeError } from '../../../../common/items/errorItem';
import { flowName, type FlowRef } from '../api/flowRef';
import { toCursorJson } from './cursor';
import { stepFailure, type Segment, type SegmentEnd } from './segment';

const START_AT =
	'To repeat this step, also with other overrides, enter the cursor of this error in Start At.';

/** The error for a step that failed. */
export function stepError(
	node: INode,
	flow: FlowRef,
	{ executionId, cursor, stepIndex }: Segment,
	{ stepId, name, error: given }: Extract<SegmentEnd, { kind: 'failed' }>,
): NodeOperationError {
	const { message, code } = stepFailure(given);
	const which = name ?? stepId ?? String(stepIndex);
	const description = `Execution ${executionId ?? 'without an ID'} of flow ${flowName(flow)}. ${START_AT}`;
	const error = new NodeOperationError(node, `The step ${which} failed: ${message}`, {
		description,
	});
	const fields = { code, executionId, stepId, stepIndex, status: 'failed' };
	return describeError(error, { ...fields, cursor: toCursorJson(cursor) });
}

/**
 * The error for a stream that ended without an end of its step. The step may have been run to its end
 * and been charged for, so it is the user who decides whether it is run again.
 */
export function brokenStreamError(
	node: INode,
	{ executionId, cursor }: Segment,
	isOutOfTime: boolean,
	isTooLarge: boolean,
): NodeOperationError {
	const { stepIndex } = cursor;
	const message = isTooLarge
		? 'An event of the step is too large to read'
		: isOutOfTime
			? 'The step did not finish within Timeout'
			: 'The event stream was interrupted before the step finished';
	const description = `Step ${stepIndex} (counted from 0) may have finished, and Noukai may charge for it, so it was not sent again. To repeat it, enter the cursor of this error in Start At.`;
	const error = new NodeOperationError(node, message, { description });
	return describeError(error, {
		code: null,
		executionId,
		stepIndex,
		cursor: toCursorJson(cursor),
	});
}
