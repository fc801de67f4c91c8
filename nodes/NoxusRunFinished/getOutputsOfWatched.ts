import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { toList } from '../Noxus/inputs/parameters';
import { withDistinctNames } from '../Noxus/listSearch/distinctNames';
import { outputsOf } from '../Noxus/resourceMapping/workflowOutputs';
import { readDefinition } from '../Noxus/transport/workflows';

/** Somebody waits for the list. */
const MAX_WORKFLOWS_READ = 20;

/** The outputs of the chosen workflows, each name once. */
export async function getOutputsOfWatched(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const ids = toList(this.getCurrentNodeParameter('workflowIds')).slice(0, MAX_WORKFLOWS_READ);
	const definitions = await Promise.all(
		ids.map(async (workflowId) => await readDefinition(this, { workflowId, versionId: '' })),
	);
	const byKey = new Map(
		definitions.flatMap(outputsOf).map(({ key, label }) => [key, { name: label, value: key }]),
	);
	return withDistinctNames([...byKey.values()]);
}
