import { createHmac } from 'node:crypto';

/**
 * The secret that signs callback tokens: the one that was filled in, or a value derived from the API
 * key if there is none. Empty if there is neither. Pure.
 *
 * @param context makes the derived value one of its own, which says nothing about the key. Never change it.
 */
export function callbackSecretFrom(given: unknown, apiKey: string, context: string): string {
	const secret = typeof given === 'string' ? given.trim() : '';
	if (secret !== '') return secret;
	return apiKey === '' ? '' : createHmac('sha256', apiKey).update(context).digest('base64url');
}
