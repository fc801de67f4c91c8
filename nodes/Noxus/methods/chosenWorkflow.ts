import type { ILoadOptionsFunctions } from 'n8n-workflow';

import { problemWithId } from '../../../common/items/checks';
import { toText } from '../../../common/items/parameters';
import { workflowIdIn } from '../inputs/workflowUrl';
import type { WorkflowRef } from '../api/workflows';

/** The workflow and version that are chosen in the node's panel; undefined where no workflow is. */
export function chosenWorkflow(context: ILoadOptionsFunctions): WorkflowRef | undefined {
	const workflowId = workflowIdIn(context.getCurrentNodeParameter('workflowId'));
	if (problemWithId(workflowId) !== undefined) return undefined;
	const version = toText(context.getCurrentNodeParameter('options.workflowVersionId'));
	return { workflowId, versionId: problemWithId(version) === undefined ? version : '' };
}
