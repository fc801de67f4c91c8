import { isAllowedTarget, reachOf } from '../../common/http/hosts';

/** As the URL of a file or of n8n gives it. */
const hostOf = (host: string) => new URL(`http://${host}/`).hostname;

it.each([
	['local', 'localhost.localdomain'],
	['local', 'a.localhost..'],
	['local', '0.1.2.3'],
	['local', '224.0.0.251'],
	['local', '255.255.255.255'],
	['local', '[::7f00:1]'],
	['local', '[2002:7f00:1::]'],
	['local', '[2002:a9fe:a9fe::1]'],
	['local', '[64:ff9b:1::7f00:1]'],
	['local', '[::ffff:7f00:1]'],
	['local', '[ff02::1]'],
	['local', '[fe80::1]'],
	['local', '[febf::1]'],
	['private', '198.18.0.1'],
	['private', '198.19.255.255'],
	['private', '192.0.2.1'],
	['private', '240.0.0.1'],
	['private', '[fec0::1]'],
	['private', '[feff::1]'],
	['private', '[2002:a00:1::]'],
	['private', '[64:ff9b:1::808:808]'],
	['private', '[::c0a8:1]'],
	['private', '[2001:db8::1]'],
	['private', 'api.default.svc'],
	['private', 'api.default.svc.cluster.local'],
	['private', 'wiki.corp'],
	['private', 'nas.home'],
	['private', 'wiki.intranet'],
	['private', 'host.localdomain'],
	['public', 'corp.example.com'],
	['public', 'svc.example.com'],
	['public', 'home.example.com'],
	['public', '198.20.0.1'],
	['public', '223.255.255.1'],
	['public', '[2002:808:808::]'],
	['public', '[64:ff9b::808:808]'],
	['public', '[2606:4700::1]'],
])('a host is %s: %s', (reach, host) => {
	expect(reachOf(hostOf(host))).toBe(reach);
});

it.each([
	['https://files.example.com', 'https://other.example.com', true],
	['https://files.example.com', 'http://10.0.0.1', false],
	['https://files.example.com', 'http://169.254.169.254', false],
	['https://files.example.com', 'http://[::ffff:7f00:1]', false],
	['http://10.0.0.1', 'http://127.0.0.1', false],
	['http://10.0.0.1', 'http://10.0.0.2', true],
	['http://10.0.0.1', 'https://files.example.com', true],
])('a redirect from %s to %s is followed: %s', (from, to, isAllowed) => {
	expect(isAllowedTarget(new URL(to), new URL(from))).toBe(isAllowed);
});
