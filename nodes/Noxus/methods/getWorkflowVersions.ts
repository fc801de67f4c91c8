import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { noxusClient } from '../api/client';
import { withDistinctNames } from '../../../common/items/distinctNames';
import { listVersions } from '../api/workflows';
import { chosenWorkflow } from './chosenWorkflow';

/** The saved versions of the chosen workflow, after the one that is current. */
export async function getWorkflowVersions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const current = { name: 'Current', value: '', description: 'As the workflow is in Noxus now' };
	const chosen = chosenWorkflow(this);
	if (chosen === undefined) return [current];
	const versions = await listVersions(noxusClient(this), chosen.workflowId);
	const options = versions.map(({ id, name, description }) => ({ name, value: id, description }));
	return [current, ...withDistinctNames(options)];
}
