import { isPrivateHost } from '../../http/privateAddress';

/** The SSRF guard of contract 14: https, and no private address. No names are resolved. */
export function isPublicHttps(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return protocol === 'https:' && !isPrivateHost(hostname);
}
