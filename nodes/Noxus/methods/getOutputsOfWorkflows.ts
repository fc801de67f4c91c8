import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { problemWithId } from '../../../common/items/checks';
import { toList } from '../../../common/items/parameters';
import { withDistinctNames } from '../../../common/items/distinctNames';
import { outputsOf } from '../api/workflowOutputs';
import { readDefinition } from '../api/workflows';

/** Each is a request, and somebody waits for the list. */
const MAX_WORKFLOWS_READ = 20;

/** The outputs of several workflows (the parameter `workflowIds`), each label once. */
export async function getOutputsOfWorkflows(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const chosen = toList(this.getCurrentNodeParameter('workflowIds'));
	const ids = chosen.filter((id) => problemWithId(id) === undefined).slice(0, MAX_WORKFLOWS_READ);
	const definitions = await Promise.all(
		ids.map(async (workflowId) => await readDefinition(this, { workflowId, versionId: '' })),
	);
	const byKey = new Map(
		definitions.flatMap(outputsOf).map(({ key, label }) => [key, { name: label, value: key }]),
	);
	return withDistinctNames([...byKey.values()]);
}
