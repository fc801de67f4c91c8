import { KEYS, VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, finish, json } from './support/client';

const used = useSimulator();

const ECHO = `/v1/workflows/${WORKFLOWS.echo}`;

describe('the router of FastAPI (contract 13)', () => {
	it.each([
		['PUT', '/v1/workflows', 405, 'GET'],
		['HEAD', '/v1/workflows', 405, 'GET'],
		['DELETE', ECHO, 405, 'GET'],
		['PATCH', `${ECHO}/runs`, 405, 'POST'],
		['GET', '/v1/file', 405, 'POST'],
		['GET', '/v1/nowhere', 404, null],
		['PUT', '/v1/nowhere/', 404, null],
	])('%s %s gives %i', async (method, path, status, allow) => {
		const response = await call(used.simulator, path, { method });
		expect(response.status).toBe(status);
		expect(response.headers.get('allow')).toBe(allow);
		const detail = status === 405 ? 'Method Not Allowed' : 'Not Found';
		if (method !== 'HEAD') expect(await response.json()).toEqual({ detail });
	});

	it.each([
		['GET', '/v1/workflows/?page=2', '/v1/workflows?page=2'],
		['GET', `${ECHO}/`, ECHO],
		['POST', `${ECHO}/runs/`, `${ECHO}/runs`],
		['PUT', '/v1/workflows/', '/v1/workflows'],
	])('%s %s is redirected to the form without the slash', async (method, path, target) => {
		const response = await call(used.simulator, path, { method });
		expect(response.status).toBe(307);
		expect(response.headers.get('location')).toBe(used.simulator.url + target);
		used.simulator.settings.redirectSlashes = false;
		expect((await call(used.simulator, path, { method })).status).toBe(404);
	});

	it.each([401, 403] as const)('a missing key gives %i', async (status) => {
		used.simulator.settings.missingKeyStatus = status;
		expect((await call(used.simulator, ECHO, { key: null })).status).toBe(status);
		expect((await call(used.simulator, ECHO, { key: 'wrong' })).status).toBe(401);
	});
});

describe('what Pydantic accepts (contract 13)', () => {
	const id = WORKFLOWS.greetV2;
	it.each([id.replaceAll('-', ''), `{${id}}`, `urn:uuid:${id}`, id.toUpperCase()])(
		'the id %s',
		async (spelling) => {
			const path = `/v1/workflows/${encodeURIComponent(spelling)}`;
			expect(await json(call(used.simulator, path))).toMatchObject({ id });
		},
	);

	it.each(['1.0', '+1', '1_0', '%201%20', '01'])('page=%s', async (page) => {
		const response = await call(used.simulator, `/v1/workflows?page=${page}`);
		expect(await json(response)).toMatchObject({ page: page === '1_0' ? 10 : 1 });
	});

	it.each(['', '1.5', '1.', '1e2', 'x'])('not page=%s', async (page) => {
		expect((await call(used.simulator, `/v1/workflows?page=${page}`)).status).toBe(422);
	});

	it.each(['yes', 'ON', 1, 0, true])('tracing: %p', async (tracing) => {
		const run = await finish(used.simulator, 'echo', {}, { tracing });
		expect(run.status).toBe('completed');
	});

	it('a version id without dashes', async () => {
		const workflow_version_id = VERSIONS.echo[0].replaceAll('-', '');
		const run = await finish(used.simulator, 'echo', {}, { workflow_version_id });
		expect(run.workflow_version_id).toBe(VERSIONS.echo[0]);
	});
});

describe('what FastAPI refuses (contract 13)', () => {
	const post = async (contentType: string | null, body: string | Uint8Array) =>
		await fetch(`${used.simulator.url}${ECHO}/runs`, {
			method: 'POST',
			headers: {
				'x-api-key': KEYS.a,
				...(contentType === null ? {} : { 'content-type': contentType }),
			},
			body,
		});

	it.each([
		['text/plain', 422],
		['application/x-www-form-urlencoded', 422],
		['application/json; charset=utf-8', 200],
		['application/problem+json', 200],
		[null, 200],
	])('a JSON body sent as %s gives %i', async (contentType, status) => {
		const bytes = new TextEncoder().encode('{"input":{}}');
		expect((await post(contentType, bytes)).status).toBe(status);
	});

	it.each([
		['text/plain', '{"input":{}}', [{ type: 'model_attributes_type', input: '{"input":{}}' }]],
		['application/json', '[1]', [{ type: 'model_attributes_type', input: [1] }]],
		['application/json', '{}', [{ type: 'missing', loc: ['body', 'input'], input: {} }]],
		['application/json', '', [{ type: 'missing', loc: ['body'], input: null }]],
		['application/json', '{"input":[]}', [{ type: 'dict_type', input: [] }]],
		['application/json', '{"input":', [{ type: 'json_invalid', input: {} }]],
	])('%s %s is answered with the input', async (contentType, body, detail) => {
		const response = await post(contentType, body);
		expect(response.status).toBe(422);
		expect(await response.json()).toMatchObject({ detail });
	});
});
