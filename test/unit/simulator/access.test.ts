import { KEYS, VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, finish, json, startRun } from './support/client';

const used = useSimulator();

const ECHO = `/v1/workflows/${WORKFLOWS.echo}`;
const OTHER = `/v1/workflows/${WORKFLOWS.otherWorkspace}`;
const UNKNOWN = '11111111-1111-4111-8111-111111111111';

describe('keys (contract 1.2, 1.3)', () => {
	it.each([
		['no key', '/v1/admin/me', null, 401],
		['a wrong key', '/v1/admin/me', 'nonsense', 401],
		['key a', '/v1/admin/me', KEYS.a, 200],
		['a restricted key', '/v1/admin/me', KEYS.restricted, 403],
		['a restricted key on workflows', ECHO, KEYS.restricted, 200],
		['no key on a path that does not exist', '/v1/nowhere', null, 401],
		['key a on a path that does not exist', '/v1/nowhere', KEYS.a, 404],
	])('%s', async (_name, path, key, status) => {
		const response = await call(used.simulator, path, { key });
		expect(response.status).toBe(status);
		expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
	});

	it('names the key of each call and never shows it', async () => {
		for (const key of [KEYS.b, KEYS.restricted, 'nonsense', null]) {
			await (await call(used.simulator, '/v1/workflows?page=1', { key })).text();
		}
		expect(used.simulator.calls.map(({ keyName }) => keyName)).toEqual([
			'b',
			'restricted',
			'wrong',
			'none',
		]);
		expect(used.simulator.calls[0]).toMatchObject({
			path: '/v1/workflows',
			query: { page: '1' },
			statusCode: 200,
			closedByClient: false,
		});
		const state = await (await call(used.simulator, '/_simulator/state', { key: null })).text();
		for (const key of Object.values(KEYS)) expect(state).not.toContain(key);
	});
});

describe('workspaces (contract 1.4)', () => {
	it.each([
		['a workflow of its own', ECHO, KEYS.a, 200],
		['a workflow of another workspace', OTHER, KEYS.a, 404],
		['the same workflow with the key of its workspace', OTHER, KEYS.b, 200],
		['versions of another workspace', `${ECHO}/versions`, KEYS.b, 404],
		['runs of another workspace', `${ECHO}/runs`, KEYS.b, 404],
		['an unknown workflow', `/v1/workflows/${UNKNOWN}`, KEYS.a, 404],
		['an id that is no UUID', '/v1/workflows/mine', KEYS.a, 422],
	])('%s', async (_name, path, key, status) => {
		expect((await call(used.simulator, path, { key })).status).toBe(status);
	});

	it('keeps runs, their events and files apart', async () => {
		const { id } = await finish(used.simulator, 'produceFile');
		const fileId = [...used.simulator.files.keys()][0];
		const paths = [`/v1/runs/${id}`, `/v1/runs/${id}/events`, `/v1/file/${fileId}`];
		for (const path of paths) {
			expect((await call(used.simulator, path, { key: KEYS.b })).status).toBe(404);
			expect((await call(used.simulator, path, { key: KEYS.restricted })).status).toBe(200);
		}
		const stop = await call(used.simulator, `/v1/runs/${id}/stop`, { method: 'POST', key: KEYS.b });
		expect(stop.status).toBe(404);
		const listed = await json<{ total: number }>(call(used.simulator, '/v1/runs', { key: KEYS.b }));
		expect(listed.total).toBe(0);
	});
});

describe('lists (contract 1.6)', () => {
	it.each([
		['page=0', ['query', 'page'], 'greater_than_equal'],
		['page=first', ['query', 'page'], 'int_parsing'],
		['size=0', ['query', 'size'], 'greater_than_equal'],
		['size=101', ['query', 'size'], 'less_than_equal'],
	])('refuses %s', async (query, loc, type) => {
		for (const path of ['/v1/workflows', '/v1/runs', `${ECHO}/runs`]) {
			const response = await call(used.simulator, `${path}?${query}`);
			expect(response.status).toBe(422);
			const { detail } = await json<{ detail: unknown[] }>(response);
			expect(detail).toEqual([
				expect.objectContaining({ loc, type, input: query.split('=')[1], msg: expect.any(String) }),
			]);
		}
	});

	it('pages through all workflows without a gap or a double', async () => {
		used.simulator.settings.extraWorkflows = 120;
		const ids = new Set<string>();
		for (let page = 1; page <= 3; page += 1) {
			const path = `/v1/workflows?type=flow&page=${page}&size=50`;
			const body = await json<{ items: Array<{ id: string }> }>(call(used.simulator, path));
			expect(body).toMatchObject({ page, size: 50, total: 131, pages: 3 });
			for (const { id } of body.items) ids.add(id);
		}
		expect(ids.size).toBe(131);
		expect(ids).not.toContain(WORKFLOWS.agentFlow);
	});

	it.each(['newest', 'oldest'] as const)('lists runs %s first', async (order) => {
		used.simulator.settings.listOrder = order;
		const first = await startRun(used.simulator, 'echo');
		const second = await startRun(used.simulator, 'slow');
		const { items } = await json<{ items: Array<{ id: string }> }>(
			call(used.simulator, '/v1/runs'),
		);
		const expected = order === 'oldest' ? [first.id, second.id] : [second.id, first.id];
		expect(items.map(({ id }) => id)).toEqual(expected);
		expect(items[0]).not.toHaveProperty('output');
		const own = await json<{ items: unknown[] }>(call(used.simulator, `${ECHO}/runs`));
		expect(own.items).toEqual([expect.objectContaining({ id: first.id, input: {} })]);
	});

	it('gives versions as a bare array with definitions', async () => {
		const versions = await json<Array<{ id: string; definition: { nodes: unknown[] } }>>(
			call(used.simulator, `${ECHO}/versions`),
		);
		expect(versions.map(({ id }) => id)).toEqual([...VERSIONS.echo].reverse());
		expect(versions[1]?.definition.nodes).toHaveLength(3);
	});
});

describe('errors (row 11)', () => {
	it.each([
		['detail', '{"detail":"Workflow not found"}'],
		['message', '{"message":"Workflow not found"}'],
		['error', '{"error":"Workflow not found"}'],
		['text', 'Workflow not found'],
		['html', expect.stringContaining('<h1>404 Workflow not found</h1>')],
	] as const)('as %s', async (errorShape, body) => {
		used.simulator.settings.errorShape = errorShape;
		expect(await (await call(used.simulator, OTHER)).text()).toEqual(body);
	});

	it.each(['seconds', 'date', 'none'] as const)('429 with Retry-After: %s', async (retryAfter) => {
		used.simulator.settings.rateLimit = { requests: 1, windowMs: 59_500, retryAfter };
		expect((await call(used.simulator, ECHO)).status).toBe(200);
		const response = await call(used.simulator, ECHO);
		expect(response.status).toBe(429);
		const header = response.headers.get('retry-after');
		if (retryAfter === 'none') expect(header).toBeNull();
		if (retryAfter === 'seconds') expect(header).toMatch(/^(60|5\d|4\d)$/);
		if (retryAfter === 'date') expect(Date.parse(String(header))).toBeGreaterThan(Date.now());
		expect((await call(used.simulator, OTHER, { key: KEYS.b })).status).toBe(200);
	});
});
