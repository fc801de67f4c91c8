import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { problemWithId } from '../Noxus/inputs/checks';
import { toList } from '../Noxus/inputs/parameters';
import { outputsOf } from '../Noxus/resourceMapping/workflowOutputs';
import { readDefinition } from '../Noxus/transport/workflows';

/** Each is a request, one after the other, while somebody looks at the list. */
const MAX_WORKFLOWS_READ = 20;

/** The outputs of the workflows that are chosen in the panel, each label once. */
export async function getOutputsOfChosen(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const chosen = toList(this.getCurrentNodeParameter('workflowIds'));
	const ids = chosen.filter((id) => problemWithId(id) === undefined);
	const byKey = new Map<string, INodePropertyOptions>();
	for (const workflowId of ids.slice(0, MAX_WORKFLOWS_READ)) {
		const definition = await readDefinition(this, { workflowId, versionId: '' });
		for (const { key, label } of outputsOf(definition)) byKey.set(key, { name: label, value: key });
	}
	return [...byKey.values()];
}
