import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import { textOrUndefined } from '../../../../common/util/json';
import { recallPaused } from '../../../../common/wait/recallPaused';
import { toApiKey } from '../api/credential';

/** Names the node in calls to its own executions. */
export const SOURCE = 'n8n-nodes-noukai';

/**
 * The secret that seals the resume URLs of paused executions. The key that is made of it says nothing
 * about it. Pure.
 */
export function sealingSecretOf({
	callbackSecret,
	apiKey,
}: ICredentialDataDecryptedObject): string {
	return textOrUndefined(callbackSecret) ?? toApiKey(apiKey);
}

/** Calls the executions of this workflow that an earlier process of n8n has paused. Never throws. */
export async function recallOwn(context: IExecuteFunctions): Promise<void> {
	const readSecret = async () => sealingSecretOf(await context.getCredentials('noukaiApi'));
	await recallPaused(context, readSecret, SOURCE);
}
