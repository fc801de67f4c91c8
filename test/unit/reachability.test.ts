import { unreachableHint } from '../../common/wait/parking';
import { whyUnreachable } from '../../common/wait/reachability';

const CLOUD = 'https://backend.noxus.ai';

describe('whyUnreachable', () => {
	it('tells of a private address and of http, where Noxus is in the cloud', () => {
		expect(whyUnreachable('http://localhost:5678/webhook-waiting/1', CLOUD)).toContain('localhost');
		expect(whyUnreachable('http://n8n.example.com/webhook-waiting/1', CLOUD)).toContain('http');
		const mapped = 'https://[::ffff:10.0.0.1]/webhook-waiting/1';
		expect(whyUnreachable(mapped, CLOUD)).toContain('only its own network');
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
