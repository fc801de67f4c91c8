import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { callbackSecretFrom } from '../../../../common/webhook/callbackSecret';
import { toApiKey } from '../api/credential';

/** The secret of callback tokens in a Noukai credential; empty if there is none. Pure. */
export function callbackSecretOf(credentials: ICredentialDataDecryptedObject): string {
	const { callbackSecret, apiKey } = credentials;
	return callbackSecretFrom(
		callbackSecret,
		toApiKey(apiKey),
		'n8n-nodes-noukai callback secret v1',
	);
}
