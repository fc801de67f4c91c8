import { AGENTS, KEYS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, json } from './support/client';

const used = useSimulator();

interface Listed {
	total: number;
	items: Array<{ id: string; name: string }>;
}

const list = async (query = '', key: string = KEYS.a): Promise<Listed> =>
	await json(call(used.simulator, `/v1/agents${query}`, { key }));

describe('agents (contract 6.1)', () => {
	it('are those of the workspace', async () => {
		expect((await list()).items.map(({ id }) => id)).not.toContain(AGENTS.otherWorkspace);
		const { items } = await list('', KEYS.b);
		expect(items.map(({ id }) => id)).toEqual([AGENTS.otherWorkspace]);
	});

	it.each([
		['?query=RESEARCH', {}, [AGENTS.tools]],
		['?query=nobody', {}, []],
		['?query=nobody', { ignoreQuery: true }, Object.values(AGENTS).slice(0, -1)],
	])('%s with %j finds %j', async (query, settings, expected) => {
		Object.assign(used.simulator.settings.agents, settings);
		used.simulator.settings.listOrder = 'oldest';
		expect((await list(query)).items.map(({ id }) => id)).toEqual(expected);
	});

	it('come in pages', async () => {
		used.simulator.settings.agents.extraAgents = 120;
		const pages = [await list('?page=1&size=100'), await list('?page=2&size=100')];
		expect(pages.map(({ items }) => items.length)).toEqual([100, 26]);
		expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(126);
	});

	it.each([
		['string', 'A helper of the simulator'],
		['object', { text: 'A helper of the simulator' }],
		['list', [{ text: 'A helper of the simulator' }]],
	] as const)('have a definition with texts as %s (contract 6.2)', async (textsAs, persona) => {
		used.simulator.settings.agents.textsAs = textsAs;
		const agent = await json(call(used.simulator, `/v1/agents/${AGENTS.tools}`));
		expect(agent).toMatchObject({
			id: AGENTS.tools,
			draft_definition: null,
			definition: {
				model: ['gpt-4o'],
				model_selection: ['gpt-4o'],
				temperature: 0.7,
				persona,
				tools: [{ type: 'web_research', enabled: true }, { type: 'a_tool_of_tomorrow' }],
			},
		});
	});

	it('may have a draft', async () => {
		const agent = await json(call(used.simulator, `/v1/agents/${AGENTS.draft}`));
		expect(agent).toMatchObject({ draft_definition: { persona: 'Not published yet' } });
	});

	it('of another workspace are not there', async () => {
		const path = `/v1/agents/${AGENTS.otherWorkspace}`;
		expect((await call(used.simulator, path)).status).toBe(404);
		expect((await call(used.simulator, path, { key: KEYS.b })).status).toBe(200);
	});
});

describe('workspaces (contract 1.6)', () => {
	it('are listed to a key with the rights of a tenant', async () => {
		const path = '/v1/admin/groups';
		expect((await call(used.simulator, path)).status).toBe(403);
		used.simulator.settings.tenantAdmin = true;
		expect(await json(call(used.simulator, path))).toMatchObject([
			{ name: 'Workspace a' },
			{ name: 'Workspace b' },
		]);
		expect((await call(used.simulator, path, { key: KEYS.restricted })).status).toBe(403);
		expect(await json(call(used.simulator, '/v1/admin/me'))).toMatchObject({ tenant_admin: true });
	});
});
