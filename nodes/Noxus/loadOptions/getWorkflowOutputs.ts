import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

/** The outputs of the chosen workflow. */
export async function getWorkflowOutputs(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return [];
}
