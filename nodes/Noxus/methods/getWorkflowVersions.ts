import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { noxusClient } from '../api/client';
import { withDistinctNames } from '../../../common/util/distinctNames';
import { listVersions } from '../api/workflows';
import { problemWithId } from '../../../common/util/checks';
import { chosenWorkflow } from './chosenWorkflow';
import { EDITOR_LIMITS, MAX_LISTED } from './editorLimits';

/** The saved versions of the chosen workflow, after the one that is current. */
export async function getWorkflowVersions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const current = {
		name: 'Current',
		value: '',
		description: 'The current state of the workflow in Noxus',
	};
	const chosen = chosenWorkflow(this);
	if (chosen === undefined) return [current];
	const versions = await listVersions(noxusClient(this), chosen.workflowId, EDITOR_LIMITS);
	const listed = versions.filter(({ id }) => problemWithId(id) === undefined).slice(0, MAX_LISTED);
	const options = listed.map(({ id, name, description }) => ({ name, value: id, description }));
	return [current, ...withDistinctNames(options)];
}
