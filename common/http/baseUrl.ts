import { NodeOperationError } from 'n8n-workflow';

import type { NoxusContext } from './context';

export const DEFAULT_BASE_URL = 'https://backend.noxus.ai';

/**
 * The root that every `/v1/...` path is appended to: trimmed, without trailing slashes and without
 * a stray `/v1`, which people copy along from API examples.
 */
export function normalizeBaseUrl(baseUrl: unknown): string {
	const text = typeof baseUrl === 'string' ? baseUrl.trim() : '';
	const trimmed = text.replace(/\/+$/, '').replace(/\/v1$/, '').replace(/\/+$/, '');
	return trimmed === '' ? DEFAULT_BASE_URL : trimmed;
}

/**
 * The root of all paths, from the credential.
 *
 * @throws NodeOperationError where it is no web address.
 */
export async function readBaseUrl(context: NoxusContext): Promise<string> {
	const baseUrl = normalizeBaseUrl((await context.getCredentials('noxusApi')).baseUrl);
	if (/^https?:\/\/[^/]/.test(baseUrl)) return baseUrl;
	// Without what stands there: people paste the API key into the wrong field.
	const message = 'The Base URL of the Noxus credential must begin with http:// or https://';
	throw new NodeOperationError(context.getNode(), message, {
		description: `Enter the address of the Noxus API there. That of the Noxus cloud is ${DEFAULT_BASE_URL}.`,
	});
}
