import type { IExecuteFunctions } from 'n8n-workflow';

import { findWorkflowId, type RunRef } from '../transport/runs';
import { idParameter, textParameter } from './parameters';

/**
 * The run that the fields Run ID and Workflow name. Without a workflow, Noxus is asked for it.
 *
 * @throws NodeOperationError for what is no id; throws like `sendToNoxus` where Noxus is asked.
 */
export async function readRunRef(context: IExecuteFunctions, itemIndex: number): Promise<RunRef> {
	const runId = idParameter(context, itemIndex, 'runId', 'Run ID');
	const given = textParameter(context, itemIndex, 'workflowId', { extractValue: true });
	const workflowId =
		given === ''
			? await findWorkflowId(context, runId)
			: idParameter(context, itemIndex, 'workflowId', 'Workflow');
	return { runId, workflowId };
}
