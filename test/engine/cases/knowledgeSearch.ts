import type { INodeParameters } from 'n8n-workflow';

import { KNOWLEDGE_BASES } from '../../../simulator/noxus';
import { bytesOf } from '../support/binaryItem';
import { callTool } from '../support/contexts';
import { knowledge, knowledgeParameters } from '../support/knowledge';
import { callsTo } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { run, handbook } = knowledge(used);

const SEARCH = /\/search$/;
const search = async (query: string, more: INodeParameters = {}) =>
	await run('search', { query, ...more });

/** Gives a document of the handbook a file. */
function withFile(name: string, content: Buffer, contentType = 'text/plain'): void {
	const document = handbook().documents.find((one) => one.name === name);
	if (document === undefined) throw new Error(`No document ${name}`);
	const file = used.simulator.addFile({ filename: name, contentType, bytes: content });
	document.fileId = file.id;
}

/** Answers to a search that the simulator does not give by itself. */
const answer = (body: unknown) =>
	used.simulator.addFault({ path: SEARCH.source, kind: 'status', statusCode: 200, body });

describe('Knowledge Base: Search', () => {
	it('returns the passages, best first, with the document of each', async () => {
		const { items, error } = await search('refund order number');
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.score)).toEqual([1, expect.closeTo(1 / 3)]);
		expect(items[0]).toMatchObject({
			json: {
				content: 'A refund needs the number of the order.',
				source: 'refunds.md',
				knowledgeBaseId: KNOWLEDGE_BASES.handbook,
				documentId: handbook().documents[0]?.id,
				documentName: 'refunds.md',
				folder: '/',
				fileId: null,
			},
			pairedItem: { item: 0 },
		});
	});

	it('sends the query and the folder in the address, and no body', async () => {
		await search('Größe & Café?', { options: { folder: 'logistics/' } });
		const [call] = callsTo(used.simulator, SEARCH, 'POST');
		expect(call?.query).toEqual({ query: 'Größe & Café?', prefix: '/logistics' });
		expect(call?.requestBytes).toBe(0);
	});

	it.each([
		['', 2],
		['/', 2],
		['/logistics', 1],
		['logistics', 1],
		['/nowhere', 0],
	])('keeps to the folder "%s"', async (folder, count) => {
		const { items } = await search('within days', { options: { folder } });
		expect(items).toHaveLength(count);
	});

	it('keeps to the limit and the lowest score', async () => {
		expect((await search('within days parcels', { maxResults: 1 })).items).toHaveLength(1);
		const { items } = await search('within days parcels', { options: { minScore: 0.7 } });
		expect(items.map(({ json }) => json.source)).toEqual(['shipping.md']);
	});

	it('finds nothing without an error', async () => {
		const { items, status } = await search('zebra');
		expect([status, items]).toEqual(['success', []]);
	});

	it('sorts what Noxus returns in another order, and what has no score last', async () => {
		answer([
			{ content: 'low', score: 0.1, source: null },
			{ content: 'none' },
			{ content: 'high', score: 0.9, document_source: { id: 'd', name: 'a.md' } },
			{ score: 1 },
			null,
		]);
		const { items } = await search('x');
		const shown = items.map(({ json }) => [json.content, json.source, json.score]);
		expect(shown).toEqual([
			['high', 'a.md', 0.9],
			['low', null, 0.1],
			['none', null, null],
		]);
	});

	it.each([
		['={{ null }}', 'Query is empty: enter a value'],
		['  ', 'Query is empty: enter a value'],
	])('sends nothing for the query "%s"', async (query, message) => {
		const { error } = await search(query);
		expect(error?.message).toBe(message);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it.each([
		['status', { statusCode: 503 }, 2],
		['reset', {}, 2],
		['status', { statusCode: 429, headers: { 'retry-after': '0' } }, 2],
	] as const)('is repeated after %s %j', async (kind, more, count) => {
		used.simulator.addFault({ path: SEARCH.source, kind, times: 1, ...more });
		const { items } = await search('refund');
		expect(items.length).toBeGreaterThan(0);
		expect(callsTo(used.simulator, SEARCH, 'POST')).toHaveLength(count);
	});

	it('reports a knowledge base that Noxus does not know', async () => {
		const parameters = { knowledgeBaseId: KNOWLEDGE_BASES.otherWorkspace, query: 'x' };
		const { error } = await run('search', parameters);
		expect(error?.message).toBe('This knowledge base or document was not found in Noxus [404]');
		expect(error?.description).toContain('Noxus said: Knowledge base not found');
	});

	it('reports an answer that is not from Noxus', async () => {
		answer('<html>App</html>');
		const { error } = await search('x');
		expect(error?.message).toContain('does not look like the Noxus API');
	});
});

describe('Full Documents of Search', () => {
	const both = { query: 'refund refunds', options: { fullDocuments: 'text' } };

	it('adds the text of the document to each of its passages, fetched once', async () => {
		withFile('refunds.md', Buffer.from('All about refunds. 🥐'));
		const { items } = await run('search', both);
		expect(items.map(({ json }) => json.documentText)).toEqual([
			'All about refunds. 🥐',
			'All about refunds. 🥐',
		]);
		// Once to see that it is text, and once in full.
		expect(callsTo(used.simulator, /\/file\//)).toHaveLength(2);
	});

	it('does not make text of a file that is none', async () => {
		withFile('refunds.md', Buffer.from('%PDF-1.7 \x00\x01'), 'application/pdf');
		const { items } = await run('search', both);
		expect(items.map(({ json }) => json.documentText)).toEqual([null, null]);
	});

	it('takes an empty file for an empty text', async () => {
		withFile('refunds.md', Buffer.alloc(0));
		const { items } = await run('search', both);
		expect(items[0]?.json.documentText).toBe('');
	});

	it('gets the file of the document as binary data, once', async () => {
		withFile('refunds.md', Buffer.from('%PDF-1.7'), 'application/pdf');
		const { items } = await run('search', { ...both, options: { fullDocuments: 'file' } });
		expect((await bytesOf(items[1])).toString()).toBe('%PDF-1.7');
		expect(items[0]?.binary?.data).toMatchObject({ fileName: 'refunds.md' });
		expect(callsTo(used.simulator, /\/file\//)).toHaveLength(1);
	});

	it('shows a hint for a document without a file', async () => {
		const { items, hints } = await run('search', both);
		expect(items.map(({ json }) => json.documentText)).toEqual([null, null]);
		expect(hints).toMatchObject([{ message: expect.stringContaining('Passages: 2.') as string }]);
	});
});

describe('Search as a tool of an agent', () => {
	const call = async (more: INodeParameters) =>
		await callTool(used.credentials, knowledgeParameters('search', more));

	it('gives content, source and score, and nothing else', async () => {
		withFile('refunds.md', Buffer.from('All about refunds.'));
		const items = await call({ query: 'refund', options: { fullDocuments: 'text' } });
		expect(items.map(({ json }) => json)).toContainEqual({
			content: 'A refund needs the number of the order.',
			source: 'refunds.md',
			score: 1,
		});
		expect(items.flatMap(({ json }) => Object.keys(json))).toHaveLength(items.length * 3);
		expect(callsTo(used.simulator, /\/file\//)).toHaveLength(0);
	});

	it('says so if nothing was found', async () => {
		const items = await call({ query: 'zebra' });
		expect(items.map(({ json }) => json)).toEqual([
			{
				content: 'No passage in this knowledge base matches the query.',
				source: null,
				score: null,
			},
		]);
	});

	it('leaves base64 out', async () => {
		answer([{ content: Buffer.alloc(3_000, 'noxus').toString('base64'), score: 1 }]);
		const [item] = await call({ query: 'x' });
		expect(item?.json.content).toMatch(/^\[file content of 4000 characters left out\]$/);
	});
});
