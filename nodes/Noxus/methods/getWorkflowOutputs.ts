import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { noxusClient } from '../api/client';
import { toLiteral, withDistinctNames } from '../../../common/util/distinctNames';
import { outputsOf } from '../api/workflowOutputs';
import { EDITOR_LIMITS } from './editorLimits';
import { readDefinition } from '../api/workflows';
import { chosenWorkflow } from './chosenWorkflow';

/** The outputs of the chosen workflow, in its chosen version. */
export async function getWorkflowOutputs(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const chosen = chosenWorkflow(this);
	if (chosen === undefined) return [];
	const outputs = outputsOf(await readDefinition(noxusClient(this), chosen, EDITOR_LIMITS));
	return withDistinctNames(
		outputs.map(({ key, label }) => ({ name: label, value: toLiteral(key) })),
	);
}
