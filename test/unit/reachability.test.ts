import { unreachableHint } from '../../nodes/Noxus/wait/parking';
import { isPrivateHost, whyUnreachable } from '../../nodes/Noxus/wait/reachability';

const CLOUD = 'https://backend.noxus.ai';

describe('isPrivateHost', () => {
	it.each([
		'localhost',
		'n8n',
		'n8n.local',
		'n8n.corp.internal',
		'127.0.0.1',
		'10.1.2.3',
		'172.16.0.1',
		'172.31.255.255',
		'192.168.1.5',
		'169.254.169.254',
		'[::1]',
		'[fd00::1]',
		'[fe80::1]',
	])('%s can be reached from its own network only', (host) => {
		expect(isPrivateHost(host)).toBe(true);
	});

	it.each(['n8n.example.com', '172.32.0.1', '8.8.8.8', '[2606:4700::1111]', 'localhost.com'])(
		'%s may be public',
		(host) => {
			expect(isPrivateHost(host)).toBe(false);
		},
	);
});

describe('whyUnreachable', () => {
	it('tells of a private address and of http, where Noxus is in the cloud', () => {
		expect(whyUnreachable('http://localhost:5678/webhook-waiting/1', CLOUD)).toContain('localhost');
		expect(whyUnreachable('http://n8n.example.com/webhook-waiting/1', CLOUD)).toContain('http');
	});

	it('says nothing against a public https address', () => {
		expect(whyUnreachable('https://n8n.example.com/webhook-waiting/1', CLOUD)).toBeUndefined();
	});

	it('says nothing where Noxus itself is in a private network, or an address is none', () => {
		const url = 'http://n8n:5678/webhook-waiting/1';
		expect(whyUnreachable(url, 'http://noxus.internal')).toBeUndefined();
		expect(whyUnreachable(url, 'not an address')).toBeUndefined();
		expect(whyUnreachable('not an address', CLOUD)).toBeUndefined();
	});
});

describe('unreachableHint', () => {
	it('says what happens and what to do, without the secret part of the URL', () => {
		const hint = unreachableHint('http://localhost:5678/webhook-waiting/1?signature=abc', CLOUD);
		expect(hint).toContain('http://localhost:5678:');
		expect(hint).toContain('WEBHOOK_URL');
		expect(hint).not.toContain('abc');
	});
});
