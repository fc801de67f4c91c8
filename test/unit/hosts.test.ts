import { isAllowedTarget, isPrivateHost, reachOf } from '../../common/http/hosts';

/** As it stands in the URL of a file or of n8n. */
const hostOf = (host: string) => new URL(`http://${host}/`).hostname;

describe('reachOf', () => {
	it.each([
		'localhost',
		'LOCALHOST.',
		'files.localhost',
		'127.0.0.1',
		'127.1',
		'2130706433',
		'0x7f.0.0.1',
		'0.0.0.0',
		'169.254.169.254',
		'100.100.100.200',
		'metadata',
		'metadata.google.internal',
		'[::]',
		'[::1]',
		'[fe80::1]',
		'[fd00:ec2::254]',
		'[::ffff:127.0.0.1]',
		'[::ffff:169.254.169.254]',
		'[64:ff9b::127.0.0.1]',
	])('%s is of the machine itself, its link or its cloud', (host) => {
		expect(reachOf(hostOf(host))).toBe('local');
	});

	it.each([
		'n8n',
		'n8n.local',
		'n8n.corp.internal',
		'printer.lan',
		'nas.home.arpa',
		'10.1.2.3',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.1.5',
		'100.64.0.1',
		'100.127.255.255',
		'[fc00::1]',
		'[fd12:3456::1]',
		'[::ffff:10.0.0.1]',
		'[::ffff:192.168.1.5]',
		'[64:ff9b::10.0.0.1]',
	])('%s is of a private network', (host) => {
		expect(reachOf(hostOf(host))).toBe('private');
		expect(isPrivateHost(hostOf(host))).toBe(true);
	});

	it.each([
		'n8n.example.com',
		'localhost.com',
		'local.example.com',
		'10.example.com',
		'fd.example.com',
		'8.8.8.8',
		'11.0.0.1',
		'172.15.0.1',
		'172.32.0.1',
		'100.63.0.1',
		'100.128.0.1',
		'192.169.0.1',
		'[2606:4700::1111]',
		'[::ffff:8.8.8.8]',
		'[fbff::1]',
	])('%s may be public', (host) => {
		expect(reachOf(hostOf(host))).toBe('public');
		expect(isPrivateHost(hostOf(host))).toBe(false);
	});
});

describe('isAllowedTarget', () => {
	/** Hosts by how far they can be reached, and two of each, so that equal reach is tested. */
	const HOSTS: Array<[number, string]> = [
		[0, 'localhost:3000'],
		[0, '169.254.169.254'],
		[0, '[::ffff:127.0.0.1]'],
		[1, 'noxus.internal'],
		[1, '10.0.0.5:8080'],
		[1, 'storage'],
		[2, 'files.example.com'],
		[2, '[2606:4700::1111]'],
	];
	const pairs = HOSTS.flatMap(([reach, from]) =>
		HOSTS.map(([targetReach, target]) => [from, target, targetReach >= reach] as const),
	);

	it.each(pairs)('from %s to %s: %s', (from, target, expected) => {
		const url = (host: string) => new URL(`https://${host}/file?x=1`);
		expect(isAllowedTarget(url(target), url(from))).toBe(expected);
	});
});
