import type { IExecuteFunctions } from 'n8n-workflow';

/** Short, so that a key that is changed meanwhile is soon in use. */
const KEPT_MS = 5_000;

/**
 * The same context, which asks n8n for the credential once in a while and not twice for each
 * request: each time n8n reads its database and decrypts (n8n-core
 * request-helpers/authentication.js). Many items side by side then cost n8n less.
 */
export function withKeptCredentials(context: IExecuteFunctions): IExecuteFunctions {
	let kept: { atMs: number; credentials: Promise<object> } | undefined;
	const getCredentials = async (type: string): Promise<object> => {
		const nowMs = Date.now();
		if (kept === undefined || Math.abs(nowMs - kept.atMs) > KEPT_MS) {
			kept = { atMs: nowMs, credentials: context.getCredentials(type) };
		}
		return await kept.credentials;
	};
	return Object.create(context, { getCredentials: { value: getCredentials } }) as IExecuteFunctions;
}
