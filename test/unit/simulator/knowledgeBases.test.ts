import { KEYS, KNOWLEDGE_BASES, WORKFLOWS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, json } from './support/client';

const used = useSimulator();

const HANDBOOK = `/v1/knowledge-bases/${KNOWLEDGE_BASES.handbook}`;

interface Hit {
	score: number;
	content: string;
	source: string;
	document_source: Record<string, unknown>;
}

const search = async (query: string): Promise<Hit[]> =>
	await json(call(used.simulator, `${HANDBOOK}/search?${query}`, { method: 'POST' }));

const NEW = { name: 'New', description: 'd', document_types: ['text'], settings_: {} };

describe('knowledge bases (contract 7)', () => {
	it('are listed in pages, those of the workspace only', async () => {
		Object.assign(used.simulator.settings.knowledgeBases, { extraKnowledgeBases: 9 });
		used.simulator.settings.listOrder = 'oldest';
		const path = '/v1/knowledge-bases?page=1&size=2&page_size=2';
		const page = await json(call(used.simulator, path));
		expect(page).toMatchObject({
			total: 11,
			pages: 6,
			items: [{ id: KNOWLEDGE_BASES.handbook, num_docs: 3 }, { name: 'Empty' }],
		});
		const foreign = await json(call(used.simulator, path, { key: KEYS.b }));
		expect(foreign).toMatchObject({ total: 1, items: [{ id: KNOWLEDGE_BASES.otherWorkspace }] });
		expect((await call(used.simulator, HANDBOOK, { key: KEYS.b })).status).toBe(404);
	});

	it('are made, changed and deleted', async () => {
		const made = await json<{ id: string }>(
			call(used.simulator, '/v1/knowledge-bases', { method: 'POST', body: NEW }),
		);
		expect(made).toMatchObject({
			status: 'created',
			kb_type: 'entity',
			version: 'v3',
			total_documents: 0,
			settings_: { default_chunk_size: 2048, embedding_model: [expect.any(String)] },
		});
		const path = `/v1/knowledge-bases/${made.id}`;
		const body = { description: 'other' };
		expect(await json(call(used.simulator, path, { method: 'PATCH', body }))).toMatchObject({
			name: 'New',
			description: 'other',
		});
		expect(await json(call(used.simulator, path, { method: 'DELETE' }))).toEqual({ success: true });
		expect((await call(used.simulator, path)).status).toBe(404);
		expect(used.simulator.knowledgeBases).toHaveLength(3);
	});

	it.each(Object.keys(NEW))('are not made without %s', async (field) => {
		const body = { ...NEW, [field]: undefined };
		const response = await call(used.simulator, '/v1/knowledge-bases', { method: 'POST', body });
		expect(await response.json()).toMatchObject({ detail: [{ loc: ['body', field] }] });
	});

	it('come back with a reset', async () => {
		await call(used.simulator, HANDBOOK, { method: 'DELETE' });
		used.simulator.reset();
		expect((await call(used.simulator, HANDBOOK)).status).toBe(200);
	});
});

describe('search (contract 7)', () => {
	it('gives the best chunks first, with their documents', async () => {
		const hits = await search('query=refund%20order&prefix=/');
		expect(hits.map(({ content }) => content)).toEqual([
			'A refund needs the number of the order.',
			'Refunds are paid within 14 days.',
		]);
		expect(hits.map(({ score }) => score)).toEqual([1, 0.5]);
		expect(hits[0]).toMatchObject({
			source: 'refunds.md',
			document_source: {
				kb_id: KNOWLEDGE_BASES.handbook,
				name: 'refunds.md',
				status: 'trained',
				m_source_type: 'Document',
				m_source_metadata: null,
			},
		});
	});

	it.each([
		['query=parcels', 2],
		['query=parcels&prefix=/logistics', 2],
		['query=parcels&prefix=/logis', 0],
		['query=caf%C3%A9', 1],
		['query=nothing', 0],
	])('%s finds %i', async (query, count) => {
		expect(await search(query)).toHaveLength(count);
	});

	it('gives no more than searchResults', async () => {
		used.simulator.settings.knowledgeBases.searchResults = 1;
		expect(await search('query=parcels')).toHaveLength(1);
	});

	it('wants a query', async () => {
		const response = await call(used.simulator, `${HANDBOOK}/search`, { method: 'POST' });
		expect(response.status).toBe(422);
	});

	it('finds documents by name', async () => {
		const find = async (query: string) =>
			await json<Array<{ name: string }>>(
				call(used.simulator, `${HANDBOOK}/documents/search?${query}`),
			);
		expect((await find('query=.md')).map(({ name }) => name)).toEqual([
			'refunds.md',
			'shipping.md',
		]);
		expect(await find('query=.md&limit=1')).toHaveLength(1);
		expect(await find('query=.md&prefix=/logistics')).toHaveLength(1);
	});
});

describe('documents (contract 7)', () => {
	it('are listed by status, in pages of page_size', async () => {
		const list = async (path: string) =>
			await json(call(used.simulator, `${HANDBOOK}/documents/${path}`));
		expect(await list('trained?page=2&page_size=2')).toMatchObject({ total: 3, items: [{}] });
		expect(await list('trained?page=1&size=2')).toMatchObject({ items: [{}, {}] });
		expect(await list('error')).toMatchObject({ items: [] });
		const unknown = await call(used.simulator, `${HANDBOOK}/documents/lost`);
		expect(unknown.status).toBe(422);
	});

	it('are made, moved and deleted', async () => {
		const body = { name: 'test1', prefix: '/test1', status: 'uploaded' };
		const made = await json<{ id: string }>(
			call(used.simulator, `${HANDBOOK}/document`, { method: 'POST', body }),
		);
		expect(made).toMatchObject({ ...body, file_id: null, error: null, source_type: 'Document' });
		const path = `${HANDBOOK}/document/${made.id}`;
		const move = { prefix: '/updated/path' };
		expect(await json(call(used.simulator, path, { method: 'PATCH', body: move }))).toMatchObject({
			id: made.id,
			prefix: '/updated/path',
		});
		const dismissed = call(used.simulator, `${path}/dismiss`, { method: 'PATCH', body: {} });
		expect(await json(dismissed)).toMatchObject({ dismissed: true });
		expect(await json(call(used.simulator, path, { method: 'DELETE' }))).toMatchObject({
			id: made.id,
		});
		expect((await call(used.simulator, path)).status).toBe(404);
	});

	it('are no workflows', async () => {
		const { items } = await json<{ items: Array<{ id: string }> }>(
			call(used.simulator, '/v1/workflows'),
		);
		const ids: string[] = Object.values(WORKFLOWS);
		expect(items.every(({ id }) => ids.includes(id))).toBe(true);
	});
});
