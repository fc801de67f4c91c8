import { BlockList, isIP } from 'node:net';

const PRIVATE_NETWORKS = new BlockList();
for (const [network, prefix] of [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.168.0.0', 16],
] as const) {
	PRIVATE_NETWORKS.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
	['::', 127],
	['fc00::', 7],
	['fe80::', 10],
] as const) {
	PRIVATE_NETWORKS.addSubnet(network, prefix, 'ipv6');
}

/**
 * True for a host that the server must not be made to call: private, loopback, link-local and
 * cloud-metadata addresses. No names are resolved.
 */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
	const version = isIP(host);
	// BlockList sees through IPv4-mapped IPv6 addresses by itself.
	if (version !== 0) return PRIVATE_NETWORKS.check(host, version === 4 ? 'ipv4' : 'ipv6');
	const name = host.replace(/\.$/, '');
	return /^localhost$|\.(localhost|local|internal|lan)$|^metadata$/.test(name);
}
