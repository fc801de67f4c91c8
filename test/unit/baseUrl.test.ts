import { NoxusApi } from '../../credentials/NoxusApi.credentials';
import { callbackSecretOf } from '../../nodes/Noxus/callback/secret';
import { DEFAULT_BASE_URL, noxus } from '../../nodes/Noxus/api/noxus';
import { testNoxusApi } from '../../nodes/Noxus/methods/testNoxusApi';
import { Noxus } from '../../nodes/Noxus/Noxus.node';
import { NoxusRunFinishedTrigger } from '../../nodes/Noxus/NoxusRunFinishedTrigger.node';
import { NoxusTrigger } from '../../nodes/Noxus/NoxusTrigger.node';

describe('the Base URL of Noxus', () => {
	it.each([
		['the cloud', 'https://backend.noxus.ai', 'https://backend.noxus.ai'],
		['a self-hosted one in a private network', 'http://10.0.0.12:8080', 'http://10.0.0.12:8080'],
		['trailing slashes', 'https://backend.noxus.ai//', 'https://backend.noxus.ai'],
		['a stray /v1', 'https://backend.noxus.ai/v1', 'https://backend.noxus.ai'],
		['a stray /v1/', 'https://backend.noxus.ai//v1/', 'https://backend.noxus.ai'],
		['space from copying', ' https://backend.noxus.ai/ \n', 'https://backend.noxus.ai'],
		['a path before /v1', 'https://acme.example/noxus/v1', 'https://acme.example/noxus'],
		['a host that ends in v1', 'https://noxus-v1', 'https://noxus-v1'],
		['a path that ends in v1', 'https://acme.example/api-v1', 'https://acme.example/api-v1'],
		['a scheme in capitals', 'HTTPS://Acme.example/Noxus', 'https://Acme.example/Noxus'],
	])('%s', (_name, baseUrl, expected) => {
		expect(noxus.toBaseUrl(baseUrl)).toBe(expected);
	});

	it.each([[''], ['   '], ['/'], ['/v1'], [undefined], [null], [42]])(
		'%j is not an address: the cloud is meant',
		(baseUrl) => {
			expect(noxus.toBaseUrl(baseUrl)).toBe(DEFAULT_BASE_URL);
		},
	);
});

describe('the credential', () => {
	const credential = new NoxusApi();

	it('is tested by the nodes, at the address that they use', () => {
		expect(credential).not.toHaveProperty('test');
		for (const node of [new Noxus(), new NoxusTrigger(), new NoxusRunFinishedTrigger()]) {
			expect(node.description.credentials).toMatchObject([{ testedBy: 'testNoxusApi' }]);
			expect(node.methods.credentialTest).toEqual({ testNoxusApi });
		}
	});

	it('begins with the address of the cloud', () => {
		const field = credential.properties.find(({ name }) => name === 'baseUrl');
		expect(field?.default).toBe(DEFAULT_BASE_URL);
	});

	it('keeps the API key hidden', () => {
		const field = credential.properties.find(({ name }) => name === 'apiKey');
		expect(field?.typeOptions?.password).toBe(true);
	});

	it('adds the API key as X-API-Key, and changes nothing else', async () => {
		const authenticate = credential.authenticate as (...args: unknown[]) => Promise<unknown>;
		const request = {
			url: 'https://example.com',
			qs: { page: 1 },
			headers: { Accept: 'text/plain' },
		};
		expect(await authenticate({ apiKey: 'a-fake-key', baseUrl: '' }, request)).toEqual({
			...request,
			headers: { Accept: 'text/plain', 'X-API-Key': 'a-fake-key' },
		});
	});

	it.each(['\u00a0a-fake-key\u00a0', 'a-fake-key\r\n', '\u200ba-fake-key\ufeff', ' a-fake-key'])(
		'sends the API key without what copying adds, and derives the same secret: %j',
		async (apiKey) => {
			const authenticate = credential.authenticate as (...args: unknown[]) => Promise<unknown>;
			const sent = await authenticate({ apiKey }, { url: 'https://example.com' });
			expect(sent).toMatchObject({ headers: { 'X-API-Key': 'a-fake-key' } });
			expect(callbackSecretOf({ apiKey })).toBe(callbackSecretOf({ apiKey: 'a-fake-key' }));
		},
	);
});
