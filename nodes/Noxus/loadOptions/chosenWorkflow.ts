import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { problemWithId } from '../inputs/checks';
import { toText } from '../inputs/parameters';
import { workflowIdIn } from '../inputs/workflowUrl';
import type { WorkflowRef } from '../transport/workflows';

/** The workflow and version that are chosen in the node's panel; undefined where no workflow is. */
export function chosenWorkflow(context: ILoadOptionsFunctions): WorkflowRef | undefined {
	const workflowId = workflowIdIn(context.getCurrentNodeParameter('workflowId'));
	if (problemWithId(workflowId) !== undefined) return undefined;
	const version = toText(context.getCurrentNodeParameter('options.workflowVersionId'));
	return { workflowId, versionId: problemWithId(version) === undefined ? version : '' };
}
