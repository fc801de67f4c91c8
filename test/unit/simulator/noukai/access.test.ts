import { request } from 'node:http';

import { KEYS, ORGANIZATIONS, PROJECTS } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { call, codeOf, post } from './support/client';

const used = useNoukai();

const hello = async (body: unknown = { message: 'x' }, options = {}) =>
	await post(used.simulator, 'hello', 'execute', body, options);
const verify = async (options = {}) => await call(used.simulator, '/keys/verify', options);

describe('credentials', () => {
	it.each([
		['none', undefined],
		['wrong', 'Bearer nk_test_ZZZZZZZZ_ffffffffffffffffffffffffffffffff'],
		['wrong', KEYS.a],
		['wrong', `Basic ${KEYS.a}`],
	])('%s: 401 for %p', async (keyName, authorization) => {
		const headers = authorization === undefined ? undefined : { authorization };
		const answer = await hello(undefined, { key: null, headers, body: { message: 'x' } });
		expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
		expect(answer.headers.get('www-authenticate')).toBe('Bearer');
		expect(used.simulator.calls[0]?.keyName).toBe(keyName);
	});

	it('work until they are revoked', async () => {
		expect((await verify()).status).toBe(200);
		used.simulator.revokeKey('a');
		expect((await verify()).status).toBe(401);
		used.simulator.reset();
		expect((await verify()).status).toBe(200);
	});

	it.each([
		[
			'snake',
			{
				key_id: 'Ab12CdEf',
				project_id: PROJECTS['acme/demo'],
				organization_id: ORGANIZATIONS.acme,
				environment: 'test',
			},
		],
		['camel', { keyId: 'Ab12CdEf', projectId: PROJECTS['acme/demo'] }],
		['slugs', { organization: 'acme', project: 'demo', key_id: 'Ab12CdEf' }],
		['nested', { valid: true, key: { environment: 'test' } }],
	] as const)('are verified with a body of shape %s', async (keyVerifyBody, body) => {
		used.simulator.settings.keyVerifyBody = keyVerifyBody;
		expect((await verify()).body).toMatchObject(body);
	});

	it('are verified with an empty body, if the switch says so', async () => {
		used.simulator.settings.keyVerifyBody = 'empty';
		expect((await verify()).body).toEqual({});
	});

	it.each([
		['b', 'hello', 404, 'FLOW_NOT_FOUND'],
		['globex', 'hello', 404, 'FLOW_NOT_FOUND'],
		['a', 'otherProject', 404, 'FLOW_NOT_FOUND'],
		['b', 'otherProject', 200, undefined],
		['globex', 'otherOrganization', 200, undefined],
		['admin', 'otherProject', 200, undefined],
	] as const)('%s at %s: %i %s', async (key, flow, status, code) => {
		const answer = await post(used.simulator, flow, 'execute', { message: 'x' }, { key });
		expect([answer.status, codeOf(answer)]).toEqual([status, code]);
	});

	it('of another project get 403, if the switch says so', async () => {
		used.simulator.settings.foreignFlowStatus = 403;
		const foreign = await hello(undefined, { key: 'b', body: { message: 'x' } });
		expect([foreign.status, codeOf(foreign)]).toEqual([403, 'FORBIDDEN']);
		const path = '/seq/acme/demo/unknown/execute';
		const unknown = await call(used.simulator, path, { method: 'POST', body: { message: 'x' } });
		expect(unknown.status).toBe(404);
	});
});

describe('hosts', () => {
	const statusAt = async (host: string) =>
		await new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
			const headers = { host, authorization: `Bearer ${KEYS.a}` };
			request(`${used.simulator.url}/keys/verify`, { headers }, (response) => {
				resolve([response.statusCode, response.headers.location]);
				response.resume();
			})
				.on('error', reject)
				.end();
		});

	it.each([
		['serves', 200, undefined],
		['redirects', 308, 'https://api.noukai.dev/api/v1/keys/verify'],
		['refuses', 404, undefined],
	] as const)('the old one %s', async (oldHost, status, location) => {
		used.simulator.settings.oldHost = oldHost;
		expect(await statusAt('api.noukai.xyz')).toEqual([status, location]);
		expect(await statusAt('api.noukai.dev')).toEqual([200, undefined]);
	});
});

it('health needs no key', async () => {
	expect((await call(used.simulator, '/health', { key: null })).body).toEqual({ status: 'ok' });
});
