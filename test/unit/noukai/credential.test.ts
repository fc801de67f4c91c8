import type { IHttpRequestOptions } from 'n8n-workflow';

import { NoukaiApi } from '../../../noukai/credentials/NoukaiApi.credentials';
import { problemWithCredential, toBaseUrl } from '../../../noukai/nodes/Noukai/api/credential';

const DEFAULT = 'https://api.noukai.dev/api/v1';

describe('the Base URL', () => {
	const cases: Array<[unknown, string]> = [
		[undefined, DEFAULT],
		['', DEFAULT],
		['  ', DEFAULT],
		['https://api.noukai.xyz/api/v1', 'https://api.noukai.xyz/api/v1'],
		[' https://api.noukai.dev/api/v1// ', DEFAULT],
		['https://api.noukai.dev', DEFAULT],
		['https://api.noukai.dev/', DEFAULT],
		['HTTP://localhost:8080', 'http://localhost:8080/api/v1'],
		['http://localhost:8080/api/v1', 'http://localhost:8080/api/v1'],
		['https://proxy.example.com/noukai', 'https://proxy.example.com/noukai'],
	];

	it.each(cases)('%j becomes %s', (given, expected) => {
		expect(toBaseUrl(given)).toBe(expected);
	});

	it.each(cases)('%j is read alike by the credential test', (given, expected) => {
		const { baseURL = '' } = new NoukaiApi().test.request;
		const script = /^=\{\{ (.*) \}\}$/.exec(baseURL)?.[1] ?? '';
		const evaluate = new Function('$credentials', `return ${script}`) as (fields: object) => string;
		const read = evaluate({ baseUrl: given });
		expect(read.replace(/^http:/i, 'http:')).toBe(expected);
	});
});

describe('the credential', () => {
	const apiKey = 'nk_live_Ab12CdEf_0123456789abcdef0123456789abcdef';
	const send = async (fields: Record<string, string>) =>
		await (new NoukaiApi().authenticate as (...given: unknown[]) => Promise<IHttpRequestOptions>)(
			fields,
			{ url: '/x', headers: { a: 'b' } },
		);

	it('is sent as a bearer token, trimmed, beside other headers', async () => {
		const { headers } = await send({ apiKey: ` ${apiKey} ` });
		expect(headers).toEqual({ a: 'b', Authorization: `Bearer ${apiKey}` });
	});

	it.each([
		[{ apiKey: 'sk-123' }, /does not begin with nk_\. Copy the key/],
		[{ apiKey, organization: 'acme' }, /only one of Organization and Project/],
	])('says what is wrong with it: %j', async (fields, message) => {
		await expect(send(fields)).rejects.toThrow(message);
	});

	it.each<Record<string, string>>([
		{ apiKey },
		{ apiKey, organization: ' ', project: '' },
		{ apiKey, organization: 'acme', project: 'demo' },
		{ apiKey: 'nk_anything' },
	])('is fine: %j', (fields) => {
		expect(problemWithCredential(fields)).toBeUndefined();
	});
});
