/** What users read of a job that has not ended when the wait for it is over. */

import { NodeOperationError, type INode } from 'n8n-workflow';

import { describeError } from '../../../../common/items/errorItem';
import { flowName } from '../api/flowRef';
import type { FlowJob } from '../api/jobs';

/** The hint for a job that is returned as it is; `{count}` becomes the number of such items. */
export const UNFINISHED_HINT =
	'{count} of the jobs have not finished within Max Wait, and continue in Noukai. Their items have waitTimedOut: true. Get their output later with Job: Wait.';

/** The error for such a job, if When Not Finished is set to Error. */
export function unfinishedJobError(node: INode, { id, flow, status }: FlowJob): NodeOperationError {
	const description = `Execution ${id} of flow ${flowName(flow)} continues in Noukai: get its output later with Job: Wait.`;
	const error = new NodeOperationError(
		node,
		'The Noukai job has not finished: Max Wait was reached',
		{
			description,
		},
	);
	return describeError(error, { executionId: id, status, code: null });
}
