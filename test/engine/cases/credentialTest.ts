import { randomUUID } from 'node:crypto';

import { CredentialTestContext } from 'n8n-core';
import type { ICredentialsDecrypted } from 'n8n-workflow';

import { KEYS, WORKFLOWS, type Fault } from '../../../simulator/noxus';
import { testNoxusApi } from '../../../nodes/Noxus/methods/testNoxusApi';
import { additionalDataFor } from '../support/additionalData';
import { loadForm, searchWorkflows } from '../support/contexts';
import { runNode } from '../support/engine';
import { chosen } from '../support/forms';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

/** n8n's test of a credential, in n8n's own context for it. */
async function test(data: { apiKey?: string; baseUrl?: string }) {
	const filled = { ...used.credentials, ...data };
	const context = new CredentialTestContext(additionalDataFor(filled, randomUUID()));
	const credential = { id: '1', name: 'Noxus account', type: 'noxusApi', data: filled };
	return await testNoxusApi.call(context, credential as ICredentialsDecrypted);
}
const withFault = async (fault: Partial<Fault>) => {
	used.simulator.addFault({ path: '/v1/workflows', kind: 'status', ...fault });
	return await test({});
};
const https = () => used.simulator.url.replace(/^http:/, 'https:');

describe('the test of the credential', () => {
	it('accepts a good one, with the same request as ever', async () => {
		expect(await test({})).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(used.simulator.calls).toMatchObject([{ method: 'GET', path: '/v1/workflows' }]);
	});

	it.each<[string, () => { apiKey?: string; baseUrl?: string }]>([
		['a scheme in capitals', () => ({ baseUrl: used.simulator.url.replace('http', 'HTTP') })],
		['a slash and /v1', () => ({ baseUrl: ` ${used.simulator.url}/v1/ ` })],
		['blanks around the key', () => ({ apiKey: `\u00a0${KEYS.a}\n` })],
	])('and the nodes accept %s', async (_case, change) => {
		expect(await test(change())).toMatchObject({ status: 'OK' });
		const { error } = await runNode({
			credentials: { ...used.credentials, ...change() },
			parameters: runParameters('create', WORKFLOWS.echo, jsonInput({})),
		});
		expect(error).toBeUndefined();
	});

	it.each(['noxus.example.com', 'ftp://noxus.example.com', 'https://', KEYS.a])(
		'and the nodes refuse %s, in the same words',
		async (baseUrl) => {
			const { status, message } = await test({ baseUrl });
			expect(status).toBe('Error');
			const { error } = await runNode({
				credentials: { ...used.credentials, baseUrl },
				parameters: runParameters('create', WORKFLOWS.echo, jsonInput({})),
			});
			expect(message).toBe(`${error?.message}. ${error?.description}`);
			expect(message).not.toContain(KEYS.a);
		},
	);

	it.each<[string, Partial<Fault>, RegExp]>([
		['401', { statusCode: 401 }, /^Noxus did not accept the API key\. It may be wrong or revoked/],
		['403', { statusCode: 403 }, /^The API key is valid, but not allowed to list workflows/],
		['404', { statusCode: 404 }, /^There is no Noxus API at this Base URL/],
		['400', { statusCode: 400 }, /^Noxus did not accept the request \[400\]/],
		['500', { statusCode: 500 }, /^Noxus could not handle the request \[500\]\. The cause is/],
		[
			'a redirect',
			{ kind: 'redirect', url: 'https://login.example', statusCode: 302 },
			/^Noxus redirects this address \[302\]/,
		],
		['a page', { statusCode: 200, body: '<html>' }, /^The server at this Base URL is not/],
		['other JSON', { statusCode: 200, body: {} }, /^The server at this Base URL is not/],
		['a cut connection', { kind: 'reset' }, /^The connection to Noxus was closed unexpectedly/],
	])('says what %s means', async (_case, fault, message) => {
		const verdict = await withFault(fault);
		expect(verdict).toEqual({
			status: 'Error',
			message: expect.stringMatching(message) as unknown,
		});
	});

	it.each<[string, () => string, RegExp]>([
		['TLS to a plain port', https, /^The server at the Base URL does not use TLS/],
		[
			'a closed port',
			() => 'http://127.0.0.1:9',
			/^n8n could not reach Noxus\. Check the host and port .*\(ECONNREFUSED\)$/,
		],
		[
			'a host that there is not',
			() => 'http://noxus.invalid',
			/^The host name of Noxus could not be resolved\. .*\((ENOTFOUND|EAI_AGAIN)\)$/,
		],
	])('says what %s means', async (_case, baseUrl, message) => {
		const verdict = await test({ baseUrl: baseUrl() });
		expect(verdict).toEqual({
			status: 'Error',
			message: expect.stringMatching(message) as unknown,
		});
	});

	it.each(['', ' ', 'ключ', 'a\nb'])('refuses the API key %j', async (apiKey) => {
		const { status, message } = await test({ apiKey });
		expect(status).toBe('Error');
		expect(message).toMatch(/^The API key is empty or contains invalid characters/);
		expect(used.simulator.calls).toEqual([]);
	});
});

describe('a failed TLS handshake', () => {
	it('starts nothing, is not retried, and does not say that a run may have started', async () => {
		const startedAtMs = Date.now();
		const { error } = await runNode({
			credentials: { ...used.credentials, baseUrl: https() },
			parameters: runParameters('create', WORKFLOWS.echo, {
				...jsonInput({}),
				options: { checkInputs: false },
			}),
		});
		expect(error?.message).toBe('The server at the Base URL does not use TLS');
		expect(error?.description).not.toMatch(/may have started/);
		// The clock of the test moves only with timers: there was no pause.
		expect(Date.now() - startedAtMs).toBeLessThan(500);
		expect(used.simulator.runs).toEqual([]);
	});
});

describe('in the editor', () => {
	it.each<[string, () => Promise<unknown>]>([
		['the form', async () => await loadForm(used.credentials, chosen(WORKFLOWS.echo))],
		['the list of workflows', async () => await searchWorkflows(used.credentials)],
	])('%s is tried once', async (_case, load) => {
		used.simulator.addFault({ path: '/v1/workflows', kind: 'status', statusCode: 503 });
		await load().catch(() => {});
		expect(used.simulator.calls).toHaveLength(1);
	});
});
