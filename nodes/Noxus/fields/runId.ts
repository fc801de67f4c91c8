import { requiredUuidField } from '../../../common/items/fieldTypes';
import { readField } from '../../../common/items/fields';
import type { Item } from '../../../common/items/item';
import { findWorkflowId, type RunRef } from '../api/runs';
import { chosenWorkflowName } from './workflowName';
import { optionalWorkflow } from './workflow';

/** The fields that name one run, for operations on a run that exists. */
export const runIdFields = {
	runId: requiredUuidField({
		displayName: 'Run ID',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description: 'The runId returned by another Noxus node or trigger',
	}),
	workflowId: optionalWorkflow,
};

/**
 * The run that the fields name. Without a workflow, Noxus is asked for it.
 *
 * @throws NodeOperationError for what is not an ID; throws like `ApiClient.send` if Noxus is asked.
 */
export async function readRunRef(item: Item): Promise<RunRef> {
	const runId = readField(item, runIdFields, 'runId');
	const given = readField(item, runIdFields, 'workflowId');
	if (given === '') return { runId, workflowId: await findWorkflowId(item.client, runId) };
	return { runId, workflowId: given, workflowName: chosenWorkflowName(item) };
}
