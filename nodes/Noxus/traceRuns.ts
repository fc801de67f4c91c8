import type { IExecuteFunctions } from 'n8n-workflow';

import { addToTrace, tracedIds } from '../../common/items/trace';
import type { Run } from './api/run';

/** Names the runs of an execution, and their workflows, on n8n's trace of the node. */
export function traceRuns(context: IExecuteFunctions, runs: Run[]): void {
	if (runs.length === 0) return;
	addToTrace(context, {
		'noxus.run.count': runs.length,
		'noxus.run.ids': tracedIds(runs.map(({ id }) => id)),
		'noxus.workflow.ids': tracedIds(runs.map(({ workflowId }) => workflowId)),
	});
}
