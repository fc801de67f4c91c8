import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { noxusClient } from '../api/client';
import { withDistinctNames } from '../../../common/util/distinctNames';
import { listAllWorkflows } from './searchWorkflows';

/** The workflows of the workspace, for fields in which several can be chosen. */
export async function getWorkflows(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return withDistinctNames(await listAllWorkflows(noxusClient(this)));
}
