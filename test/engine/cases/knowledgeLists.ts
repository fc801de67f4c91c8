import { KNOWLEDGE_BASES } from '../../../simulator/noxus';
import { searchList } from '../support/contexts';
import { knowledge } from '../support/knowledge';
import { callsTo } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { run, handbook } = knowledge(used);

const BASES = /\/knowledge-bases$/;
const DOCUMENTS = /\/documents\/\w+$/;

/** A list whose pages are all the same. */
const answer = (path: RegExp, body: unknown, times?: number) =>
	used.simulator.addFault({ path: path.source, kind: 'status', statusCode: 200, body, times });

const manyOf = (count: number, from = 0) =>
	Array.from({ length: count }, (_, n) => ({ id: `id-${from + n}`, name: `Name ${from + n}` }));

describe('the knowledge base picker', () => {
	it('lists those of the workspace', async () => {
		const { results } = await searchList(used.credentials, 'searchKnowledgeBases');
		expect(results).toEqual([
			{ name: 'Empty', value: KNOWLEDGE_BASES.empty },
			{ name: 'Handbook', value: KNOWLEDGE_BASES.handbook },
		]);
	});

	it('finds by a part of the name, also on a later page', async () => {
		used.simulator.settings.knowledgeBases.extraKnowledgeBases = 150;
		used.simulator.settings.listOrder = 'oldest';
		const { results } = await searchList(used.credentials, 'searchKnowledgeBases', ' extra 0150');
		expect(results.map(({ name }) => name)).toEqual(['Extra 0150']);
	});

	it('distinguishes those of the same name', async () => {
		const ids = ['3c90c3cc-0d44-4b50-8888-8dd25736052a', '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917'];
		answer(BASES, { items: ids.map((id) => ({ id, name: 'Same' })), pages: 1 });
		const { results } = await searchList(used.credentials, 'searchKnowledgeBases');
		expect(results.map(({ name }) => name)).toEqual(['Same [3c90c3cc]', 'Same [7f1d6c52]']);
	});

	it('does not read for ever if all pages are the same', async () => {
		answer(BASES, manyOf(100));
		expect((await searchList(used.credentials, 'searchKnowledgeBases')).results).toHaveLength(100);
		expect(callsTo(used.simulator, BASES)).toHaveLength(2);
	});

	it('reads at most 20 pages', async () => {
		for (let page = 0; page < 30; page++) answer(BASES, manyOf(100, page * 100), 1);
		expect((await searchList(used.credentials, 'searchKnowledgeBases')).results).toHaveLength(
			2_000,
		);
		expect(callsTo(used.simulator, BASES)).toHaveLength(20);
	});
});

describe('Knowledge Base: Get Many', () => {
	it('returns what Noxus says of them', async () => {
		const { items } = await run('getMany');
		const found = items.find(({ json }) => json.knowledgeBaseId === KNOWLEDGE_BASES.handbook);
		expect(items).toHaveLength(2);
		expect(found?.json).toEqual({
			knowledgeBaseId: KNOWLEDGE_BASES.handbook,
			name: 'Handbook',
			description: 'Handbook of the simulator',
			status: 'trained',
			documents: { total: 3, trained: 3, training: 0, uploaded: 0, error: 0 },
			sizeBytes: expect.any(Number) as number,
			createdAt: expect.stringMatching(/Z$/) as string,
			updatedAt: expect.stringMatching(/Z$/) as string,
		});
	});

	it.each([
		[{ returnAll: true }, 152, 2],
		[{ limit: 100 }, 100, 1],
		[{ limit: 101 }, 101, 2],
	])('with %j returns %i of 152 by %i requests', async (parameters, count, requests) => {
		used.simulator.settings.knowledgeBases.extraKnowledgeBases = 150;
		const { items, hints } = await run('getMany', parameters);
		const ids = new Set(items.map(({ json }) => json.knowledgeBaseId));
		expect([items.length, ids.size, hints]).toEqual([count, count, []]);
		expect(callsTo(used.simulator, BASES)).toHaveLength(requests);
	});

	it('reports an answer that is not from Noxus', async () => {
		answer(BASES, '<html>App</html>');
		const { error } = await run('getMany');
		expect(error?.message).toContain('does not look like the Noxus API');
	});
});

describe('Knowledge Base: Get Documents', () => {
	beforeEach(() => {
		const statuses = ['uploaded', 'training', 'error', 'folder'] as const;
		for (const status of statuses) handbook().addDocument({ name: `${status}.md`, status });
	});

	it.each([
		[undefined, ['refunds.md', 'shipping.md', 'café.txt']],
		[['error'], ['error.md']],
		[
			['trained', 'training'],
			['training.md', 'refunds.md', 'shipping.md', 'café.txt'],
		],
		[[], ['uploaded.md', 'training.md', 'error.md', 'refunds.md', 'shipping.md', 'café.txt']],
		[['folder'], ['folder.md']],
	])('with the statuses %j returns %j', async (statuses, names) => {
		const { items, error } = await run('getDocuments', statuses === undefined ? {} : { statuses });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.name)).toEqual(names);
	});

	it('returns what Noxus says of a document', async () => {
		const [, , document] = handbook().documents;
		Object.assign(document ?? {}, { status: 'error', error: { message: 'Cannot be read' } });
		const { items } = await run('getDocuments', { statuses: ['error'] });
		expect(items[0]?.json).toEqual({
			documentId: document?.id,
			knowledgeBaseId: KNOWLEDGE_BASES.handbook,
			name: 'café.txt',
			folder: '/',
			status: 'error',
			sizeBytes: document?.sizeBytes,
			contentType: 'text/plain',
			fileId: null,
			runId: null,
			errorMessage: 'Cannot be read',
			summary: null,
			createdAt: expect.stringMatching(/Z$/) as string,
			updatedAt: expect.stringMatching(/Z$/) as string,
		});
	});

	it.each([
		[{ returnAll: true }, 250, 3],
		[{ limit: 150 }, 150, 2],
	])('with %j returns %i of 250 by %i pages', async (parameters, count, pages) => {
		for (let n = 0; n < 247; n++) handbook().addDocument({ name: `${n}.md`, status: 'trained' });
		const { items } = await run('getDocuments', parameters);
		expect(new Set(items.map(({ json }) => json.documentId)).size).toBe(count);
		const calls = callsTo(used.simulator, DOCUMENTS);
		expect(calls.map(({ query }) => query)).toEqual(
			Array.from({ length: pages }, (_, index) => ({
				page: String(index + 1),
				size: '100',
				page_size: '100',
			})),
		);
	});

	it('shows a hint if Noxus says that there are more than it lists', async () => {
		answer(DOCUMENTS, { items: manyOf(2), total: 5, pages: 1 });
		const { items, hints } = await run('getDocuments');
		expect(items).toHaveLength(2);
		expect(hints).toMatchObject([
			{
				message: 'Only 2 of the documents in Noxus were read: the list changed while it was read.',
			},
		]);
	});

	it('reads on after a page that is full by the size that Noxus says', async () => {
		answer(DOCUMENTS, { items: manyOf(10), size: 10 }, 1);
		answer(DOCUMENTS, { items: manyOf(3, 10), size: 10 }, 1);
		expect((await run('getDocuments')).items).toHaveLength(13);
	});
});
