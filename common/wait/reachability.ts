/** Whether a service can call an n8n back, by what the addresses say. Pure. */

import { isPrivateHost } from '../http/hosts';

/**
 * Why the service at `baseUrl` surely cannot call `callbackUrl`; undefined if nothing speaks against
 * it. A service in a private network may reach private addresses.
 */
export function whyUnreachable(callbackUrl: string, baseUrl: string): string | undefined {
	if (!URL.canParse(callbackUrl) || !URL.canParse(baseUrl)) return undefined;
	const callback = new URL(callbackUrl);
	if (isPrivateHost(new URL(baseUrl).hostname)) return undefined;
	if (isPrivateHost(callback.hostname)) {
		return `${callback.hostname} is a private address`;
	}
	return callback.protocol === 'http:' ? 'it uses http instead of https' : undefined;
}
