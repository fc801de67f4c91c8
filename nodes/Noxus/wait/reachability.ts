/** Whether Noxus can call an n8n back, as far as the addresses tell. Pure. */

const PRIVATE_IPV4 = /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./;
const PRIVATE_IPV6 = /^\[(::1?\]|f[cd]|fe[89ab])/i;
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/i;

/** Whether a host name or address is one that only its own network can reach. */
export function isPrivateHost(hostname: string): boolean {
	if (hostname.startsWith('[')) return PRIVATE_IPV6.test(hostname);
	const isName = !/^[\d.]+$/.test(hostname);
	if (!isName) return PRIVATE_IPV4.test(hostname);
	return PRIVATE_NAME.test(hostname) || !hostname.includes('.');
}

/**
 * Why the Noxus at `baseUrl` surely cannot call `callbackUrl`, or undefined where nothing speaks
 * against it. A Noxus in a private network may reach private addresses.
 */
export function whyUnreachable(callbackUrl: string, baseUrl: string): string | undefined {
	if (!URL.canParse(callbackUrl) || !URL.canParse(baseUrl)) return undefined;
	const callback = new URL(callbackUrl);
	if (isPrivateHost(new URL(baseUrl).hostname)) return undefined;
	if (isPrivateHost(callback.hostname)) {
		return `${callback.hostname} is an address that only its own network can reach`;
	}
	return callback.protocol === 'http:' ? 'it is http and not https' : undefined;
}
