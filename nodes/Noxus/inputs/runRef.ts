import type { IExecuteFunctions } from 'n8n-workflow';

import { findWorkflowId, type RunRef } from '../api/runs';
import { idParameter, optionalIdParameter } from '../../../common/items/parameters';

/**
 * The run that the fields Run ID and Workflow name. Without a workflow, Noxus is asked for it.
 *
 * @throws NodeOperationError for what is no id; throws like `sendToNoxus` where Noxus is asked.
 */
export async function readRunRef(context: IExecuteFunctions, itemIndex: number): Promise<RunRef> {
	const runId = idParameter(context, itemIndex, 'runId', 'Run ID');
	const given = optionalIdParameter(context, itemIndex, 'workflowId', 'Workflow');
	const workflowId = given === '' ? await findWorkflowId(context, runId) : given;
	return { runId, workflowId };
}
