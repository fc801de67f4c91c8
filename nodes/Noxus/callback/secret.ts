import { createHmac } from 'node:crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { toApiKey } from '../api/apiKey';

/** Makes the derived value one of its own: it says nothing about the key. Never change it. */
const CONTEXT = 'n8n-nodes-noxus callback secret v1';

/**
 * The secret of callback tokens in a Noxus credential: its field Callback Secret, or where that is
 * empty a value derived from the API key. Empty where there is neither. Pure.
 */
export function callbackSecretOf(credentials: ICredentialDataDecryptedObject): string {
	const { callbackSecret } = credentials;
	const apiKey = toApiKey(credentials.apiKey);
	const given = typeof callbackSecret === 'string' ? callbackSecret.trim() : '';
	if (given !== '') return given;
	if (apiKey === '') return '';
	return createHmac('sha256', apiKey).update(CONTEXT).digest('base64url');
}
