/** What the credential of Noukai holds. Pure. */

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Advice } from '../../../../common/http/service';

/** Newer SDKs have this host, older ones and some pages of the docs `api.noukai.xyz`. */
export const DEFAULT_BASE_URL = 'https://api.noukai.dev/api/v1';

/** All that the SDKs check of a key, too (noukai-python-sdk, _client.py). */
const KEY_PREFIX = 'nk_';

const trimmed = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The API key as it is sent. */
export function toApiKey(value: unknown): string {
	return trimmed(value);
}

/**
 * The root to which every path is appended: trimmed, with the scheme in lower case and without
 * slashes at its end. A host alone gets the `/api/v1` of all Noukai hosts.
 */
export function toBaseUrl(value: unknown): string {
	const url = trimmed(value)
		.replace(/^https?:/i, (scheme) => scheme.toLowerCase())
		.replace(/\/+$/, '');
	if (url === '') return DEFAULT_BASE_URL;
	return /^https?:\/\/[^/]+$/.test(url) ? `${url}/api/v1` : url;
}

/** The organization and project of the credential, both empty if they were left empty. */
export function toProjectSlugs({ organization, project }: ICredentialDataDecryptedObject): {
	organization: string;
	project: string;
} {
	return { organization: trimmed(organization), project: trimmed(project) };
}

/** What is wrong with a credential before anything is sent; undefined if nothing is. */
export function problemWithCredential(fields: ICredentialDataDecryptedObject): Advice | undefined {
	if (!toApiKey(fields.apiKey).startsWith(KEY_PREFIX)) {
		return {
			message: `The API Key of the Noukai credential does not begin with ${KEY_PREFIX}`,
			advice: 'Copy the key from Noukai again, or create a new one. Noukai shows a key only once.',
		};
	}
	const { organization, project } = toProjectSlugs(fields);
	if ((organization === '') === (project === '')) return undefined;
	return {
		message: 'The Noukai credential has only one of Organization and Project',
		advice: 'Fill in both, or leave both empty and name flows as organization/project/flow.',
	};
}
