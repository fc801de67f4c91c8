/** What the name or address of a host tells about who can reach it. Pure: no names are resolved. */

const LOCAL_IPV4 = /^(0|127|169\.254)\./;
const PRIVATE_IPV4 =
	/^(10|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./;
const LOCAL_IPV6 = /^(::1?$|fe[89ab])/i;
const PRIVATE_IPV6 = /^f[cd]/i;
const LOCAL_NAME = /(^|\.)localhost$/i;
const PRIVATE_NAME = /(^|\.)(local|internal|lan|home\.arpa)$/i;

/** Where clouds answer their own machines with secrets, besides 169.254.169.254. */
const METADATA_HOSTS = new Set([
	'100.100.100.200',
	'fd00:ec2::254',
	'metadata',
	'metadata.google.internal',
]);

/** An IPv4 address inside an IPv6 one, as URL writes it: mapped (RFC 4291) or NAT64 (RFC 6052). */
const IPV4_IN_IPV6 = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i;

/**
 * How far a host can be reached: `local` from its own machine or link alone (metadata services of
 * clouds among them), `private` from its own network, `public` perhaps from anywhere.
 * `hostname` is that of a `URL`, which has written odd forms of addresses in the usual one.
 */
export function reachOf(hostname: string): 'local' | 'private' | 'public' {
	const host = toPlainHost(hostname);
	if (METADATA_HOSTS.has(host)) return 'local';
	if (host.includes(':')) return reachByPatterns(host, LOCAL_IPV6, PRIVATE_IPV6);
	if (/^[\d.]+$/.test(host)) return reachByPatterns(host, LOCAL_IPV4, PRIVATE_IPV4);
	// A name without a dot is one of the own network: of a container, or of a machine next door.
	if (!host.includes('.') && !LOCAL_NAME.test(host)) return 'private';
	return reachByPatterns(host, LOCAL_NAME, PRIVATE_NAME);
}

/**
 * Whether a redirect to `target` may be followed: never from a host that can be reached from further
 * away, such as from a public one to a private one.
 */
export function isAllowedTarget(target: URL, from: URL): boolean {
	const rank = { local: 0, private: 1, public: 2 };
	return rank[reachOf(target.hostname)] >= rank[reachOf(from.hostname)];
}

/** Whether a host name or address is one that only its own network can reach. */
export function isPrivateHost(hostname: string): boolean {
	return reachOf(hostname) !== 'public';
}

function reachByPatterns(host: string, local: RegExp, ofNetwork: RegExp) {
	if (local.test(host)) return 'local';
	return ofNetwork.test(host) ? 'private' : 'public';
}

function toPlainHost(hostname: string): string {
	const host = hostname
		.toLowerCase()
		.replace(/^\[|\]$/g, '')
		.replace(/\.$/, '');
	const [, high, low] = IPV4_IN_IPV6.exec(host) ?? [];
	if (high === undefined || low === undefined) return host;
	const bytes = [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]);
	return bytes.join('.');
}
