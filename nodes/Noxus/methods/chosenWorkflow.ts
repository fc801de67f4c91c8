import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { problemWithId } from '../../../common/util/checks';
import type { WorkflowRef } from '../api/workflows';
import { workflowIdIn } from '../inputs/workflowUrl';

/** The workflow and version that are chosen in the node's panel; undefined if no workflow is. */
export function chosenWorkflow(context: ILoadOptionsFunctions): WorkflowRef | undefined {
	const workflowId = workflowIdIn(context.getCurrentNodeParameter('workflowId'));
	if (problemWithId(workflowId) !== undefined) return undefined;
	const version = context.getCurrentNodeParameter('options.workflowVersionId');
	const isId = typeof version === 'string' && problemWithId(version) === undefined;
	return { workflowId, versionId: isId ? version : '' };
}

/** The workflows that are chosen in the list `workflowIds` of a trigger. */
export function chosenWorkflowIds(context: ILoadOptionsFunctions): string[] {
	const chosen = context.getCurrentNodeParameter('workflowIds');
	const ids = Array.isArray(chosen) ? chosen.map(String) : [];
	return ids.filter((id) => problemWithId(id) === undefined);
}
