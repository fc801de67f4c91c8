import type { NoxusContext } from './context';

/** Short, so that a key that is changed meanwhile is soon in use. */
const KEPT_MS = 5_000;

/** A credential that was read, and when; for contexts that read the same one. */
export interface KeptCredential {
	read?: { atMs: number; credentials: Promise<object> };
}

/**
 * The same context, which asks n8n for the credential once in a while and not twice for each
 * request: each time n8n reads its database, decrypts, and starts an expression sandbox, about 15 ms
 * (n8n's credentials-helper.js, getDecrypted). Contexts given the same `kept` share one reading.
 */
export function withKeptCredentials<C extends NoxusContext>(
	context: C,
	kept: KeptCredential = {},
): C {
	const getCredentials = async (type: string): Promise<object> => {
		const nowMs = Date.now();
		if (kept.read === undefined || Math.abs(nowMs - kept.read.atMs) > KEPT_MS) {
			const own = { atMs: nowMs, credentials: context.getCredentials<object>(type) };
			kept.read = own;
			own.credentials.catch(() => {
				if (kept.read === own) kept.read = undefined;
			});
		}
		return await kept.read.credentials;
	};
	return Object.create(context, { getCredentials: { value: getCredentials } }) as C;
}
