import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { toLiteral, withDistinctNames } from '../../../common/util/distinctNames';
import { noxusClient } from '../api/client';
import { outputsOf } from '../api/workflowOutputs';
import { readDefinition } from '../api/workflows';
import { chosenWorkflowIds } from './chosenWorkflow';
import { EDITOR_LIMITS } from './editorLimits';

/** Each is a request, and the user waits for the list. */
const MAX_WORKFLOWS_READ = 20;

/** The outputs of several workflows (the parameter `workflowIds`), each label once. */
export async function getOutputsOfWorkflows(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const ids = chosenWorkflowIds(this).slice(0, MAX_WORKFLOWS_READ);
	const client = noxusClient(this);
	const definitions = await Promise.all(
		ids.map(
			async (workflowId) =>
				await readDefinition(client, { workflowId, versionId: '' }, EDITOR_LIMITS),
		),
	);
	const byKey = new Map(
		definitions
			.flatMap(outputsOf)
			.map(({ key, label }) => [key, { name: label, value: toLiteral(key) }]),
	);
	return withDistinctNames([...byKey.values()]);
}
