import type { IExecuteFunctions, IHookFunctions } from 'n8n-workflow';

import { recallPaused } from '../../../../common/wait/recallPaused';
import { callbackSecretOf } from '../callback/secret';

/** Names the node in calls to its own executions. */
export const SOURCE = 'n8n-nodes-noukai';

/** Calls the executions of this workflow that an earlier process of n8n has paused. Never throws. */
export async function recallOwn(context: IExecuteFunctions | IHookFunctions): Promise<void> {
	const readSecret = async () => callbackSecretOf(await context.getCredentials('noukaiApi'));
	await recallPaused(context, readSecret, SOURCE);
}
