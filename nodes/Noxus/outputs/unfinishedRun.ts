/** What users read of a run that has not finished when the wait for it is over. */

import { NodeOperationError, type INode } from 'n8n-workflow';

import { describeError } from '../../../common/items/errorItem';
import type { Run } from '../api/run';
import { runFields } from './runItem';
import { waitsForSomeone } from '../api/runState';

/** The hint for a run that is returned as it is; `{count}` becomes the number of such items. */
export function unfinishedHint({ status }: Run): string {
	return waitsForSomeone(status)
		? `{count} of the runs have not finished: they are waiting in Noxus (${status}). Get their output later with Run: Wait.`
		: '{count} of the runs have not finished within Max Wait, and continue in Noxus. Their items have waitTimedOut: true. Get their output later with Run: Wait.';
}

/** The error for such a run, if When Not Finished is set to Error. */
export function unfinishedRunError(node: INode, run: Run): NodeOperationError {
	const { id, workflowId, status } = run;
	const why = waitsForSomeone(status)
		? `it is waiting in Noxus (${status})`
		: 'Max Wait was reached';
	const message = `The Noxus run has not finished: ${why}`;
	const description = `Run ${id} of workflow ${workflowId} continues in Noxus: get its output later with Run: Wait.`;
	const error = new NodeOperationError(node, message, { description });
	return describeError(error, runFields(run));
}
