import type { NoxusContext } from './request';

/** Short, so that a key that is changed meanwhile is soon in use. */
const KEPT_MS = 5_000;

/**
 * The same context, which asks n8n for the credential once in a while and not twice for each
 * request: each time n8n reads its database, decrypts, and starts an expression sandbox, about 15 ms
 * (n8n's credentials-helper.js, getDecrypted).
 */
export function withKeptCredentials<C extends NoxusContext>(context: C): C {
	let kept: { atMs: number; credentials: Promise<object> } | undefined;
	const getCredentials = async (type: string): Promise<object> => {
		const nowMs = Date.now();
		if (kept === undefined || Math.abs(nowMs - kept.atMs) > KEPT_MS) {
			const own = { atMs: nowMs, credentials: context.getCredentials<object>(type) };
			kept = own;
			own.credentials.catch(() => {
				if (kept === own) kept = undefined;
			});
		}
		return await kept.credentials;
	};
	return Object.create(context, { getCredentials: { value: getCredentials } }) as C;
}
