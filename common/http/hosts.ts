/** What the name or address of a host says about who can reach it. Pure: no names are resolved. */

import { isValid, IPv4, parse, type IPv6 } from 'ipaddr.js';

type Reach = 'local' | 'private' | 'public';

/** By the range of an address as ipaddr.js names it (IANA's registries of special addresses). */
const REACH_OF_RANGE: Record<string, Reach | undefined> = {
	unspecified: 'local',
	loopback: 'local',
	linkLocal: 'local',
	broadcast: 'local',
	multicast: 'local',
	unicast: 'public',
};

const LOCAL_NAME = /(^|\.)localhost(\.localdomain)?$/;
const PRIVATE_NAME =
	/(^|\.)(local|internal|lan|home|home\.arpa|corp|intranet|private|localdomain|svc|cluster\.local)$/;

/** Where clouds answer their own machines with secrets, besides 169.254.169.254. */
const METADATA_HOSTS = new Set([
	'100.100.100.200',
	'fd00:ec2::254',
	'metadata',
	'metadata.google.internal',
]);

/**
 * Where an IPv4 address is inside of an IPv6 one, by the byte at which it begins: compatible and mapped
 * (RFC 4291), NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056).
 */
const IPV4_INSIDE: Array<{ prefix: string; bits: number; at: number }> = [
	{ prefix: '::', bits: 96, at: 12 },
	{ prefix: '::ffff:0:0', bits: 96, at: 12 },
	{ prefix: '64:ff9b::', bits: 96, at: 12 },
	{ prefix: '64:ff9b:1::', bits: 48, at: 12 },
	{ prefix: '2002::', bits: 16, at: 2 },
];

/** Of which a network uses its own part only: RFC 8215, and RFC 3879 for the old site-local ones. */
const PRIVATE_IPV6 = [
	{ prefix: '64:ff9b:1::', bits: 48 },
	{ prefix: 'fec0::', bits: 10 },
];

const RANK: Record<Reach, number> = { local: 0, private: 1, public: 2 };

/**
 * How far a host can be reached: `local` from its own machine or link alone (metadata services of
 * clouds among them), `private` from its own network, `public` perhaps from anywhere.
 * `hostname` is that of a `URL`, which has written odd forms of addresses in the usual one.
 */
export function reachOf(hostname: string): Reach {
	const host = toPlainHost(hostname);
	if (METADATA_HOSTS.has(host)) return 'local';
	if (isValid(host)) return reachOfAddress(host);
	if (LOCAL_NAME.test(host)) return 'local';
	// A name without a dot is one of the own network: of a container, or of a machine next door.
	return !host.includes('.') || PRIVATE_NAME.test(host) ? 'private' : 'public';
}

/**
 * Whether a redirect to `target` may be followed: never from a host that can be reached from further
 * away, such as from a public one to a private one.
 */
export function isAllowedTarget(target: URL, from: URL): boolean {
	return RANK[reachOf(target.hostname)] >= RANK[reachOf(from.hostname)];
}

/** Whether a host name or address is one that only its own network can reach. */
export function isPrivateHost(hostname: string): boolean {
	return reachOf(hostname) !== 'public';
}

function reachOfAddress(host: string): Reach {
	const address = parse(host);
	if (address.kind() === 'ipv6') return reachOfIpv6(address as IPv6);
	// Addresses of this host on this network (RFC 1122).
	return host.startsWith('0.') ? 'local' : reachOfRange(address.range());
}

function reachOfIpv6(address: IPv6): Reach {
	const inside = IPV4_INSIDE.find(({ prefix, bits }) => isIn(address, prefix, bits));
	const own = reachOfRange(address.range());
	if (own === 'local' || inside === undefined) return isSiteLocal(address) ? 'private' : own;
	const bytes = address.toByteArray().slice(inside.at, inside.at + 4);
	const reach = reachOf(new IPv4(bytes).toString());
	return reach === 'public' && isSiteLocal(address) ? 'private' : reach;
}

function isSiteLocal(address: IPv6): boolean {
	return PRIVATE_IPV6.some(({ prefix, bits }) => isIn(address, prefix, bits));
}

function isIn(address: IPv6, prefix: string, bits: number): boolean {
	return address.match(parse(prefix) as IPv6, bits);
}

/** Addresses that are reserved or used for tests are nobody's on the internet. */
function reachOfRange(range: string): Reach {
	return REACH_OF_RANGE[range] ?? 'private';
}

function toPlainHost(hostname: string): string {
	return hostname
		.toLowerCase()
		.replace(/^\[|\]$/g, '')
		.replace(/\.+$/, '');
}
