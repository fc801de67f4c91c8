import { unreachableHint } from '../../common/wait/parking';
import { whyUnreachable } from '../../common/wait/reachability';

const CLOUD = 'https://backend.noxus.ai';

describe('whyUnreachable', () => {
	it('names a private address and http, if Noxus is in the cloud', () => {
		expect(whyUnreachable('http://localhost:5678/webhook-waiting/1', CLOUD)).toContain('localhost');
		expect(whyUnreachable('http://n8n.example.com/webhook-waiting/1', CLOUD)).toContain('http');
		const mapped = 'https://[::ffff:10.0.0.1]/webhook-waiting/1';
		expect(whyUnreachable(mapped, CLOUD)).toContain('is a private address');
	});

	it('says nothing against a public https address', () => {
		expect(whyUnreachable('https://n8n.example.com/webhook-waiting/1', CLOUD)).toBeUndefined();
	});

	it('says nothing if Noxus itself is in a private network, or an address cannot be read', () => {
		const url = 'http://n8n:5678/webhook-waiting/1';
		expect(whyUnreachable(url, 'http://noxus.internal')).toBeUndefined();
		expect(whyUnreachable(url, 'not an address')).toBeUndefined();
		expect(whyUnreachable('not an address', CLOUD)).toBeUndefined();
	});
});

describe('unreachableHint', () => {
	it('says what happens and what to do, without the secret part of the URL', () => {
		const hint = unreachableHint(
			'Noxus',
			'http://localhost:5678/webhook-waiting/1?signature=abc',
			CLOUD,
		);
		expect(hint).toMatch(/^Noxus probably cannot reach this n8n at http:\/\/localhost:5678: /);
		expect(hint).toContain('WEBHOOK_URL');
		expect(hint).not.toContain('abc');
	});
});
