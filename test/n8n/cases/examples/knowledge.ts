import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KNOWLEDGE_BASES } from '../../../../simulator/noxus';
import { startFakeModel, type FakeModel } from '../../support/fakeModel';
import type { Fixture } from '../../support/fixture';
import { runManually, type StoredExecution, type WorkflowFile } from '../../../../n8n-harness';
import { goodExecution, importExample, postJson } from './importExample';

const handbookOf = ({ simulator }: Fixture) => {
	const found = simulator.knowledgeBases.find(({ id }) => id === KNOWLEDGE_BASES.handbook);
	if (found === undefined) throw new Error('The simulator has no handbook');
	return found;
};

/** The workflow with the credential of a chat model, which the file leaves open. */
const withModel = (id: string) => (file: WorkflowFile) => {
	const credentials = { openAiApi: { id, name: 'Model' } };
	const nodes = file.nodes.map((node) => {
		return node.name === 'OpenAI Chat Model' ? { ...node, credentials } : node;
	});
	return { ...file, nodes, active: true };
};

/** Chat Trigger, AI Agent with a chat model, Knowledge Base: Search as a tool. */
export function knowledgeToolCase(fixture: () => Fixture): void {
	/** Has the agent search for this, and returns what its model received. */
	const search = async (query: string) => {
		const { n8n, simulator } = fixture();
		const model = await startFakeModel({ Query: query });
		try {
			const { id } = await n8n.rest.call<{ id: string }>('POST', '/rest/credentials', {
				name: `Model that asks for ${query}`,
				type: 'openAiApi',
				data: { apiKey: 'none', url: model.url },
			});
			const before = simulator.calls.length;
			const example = await importExample(fixture(), 'knowledge-tool', {}, withModel(id));
			const message = { action: 'sendMessage', sessionId: 'reader', chatInput: 'And refunds?' };
			const response = await postJson(example.url, message);
			expect(await response.json()).toEqual({ output: 'The tool has answered.' });
			await goodExecution(fixture(), example);
			await n8n.unpublish(example.workflow);
			const searches = simulator.calls.slice(before).filter(({ path }) => path.endsWith('/search'));
			expect(searches.map((call) => call.query)).toEqual([{ query }]);
			return toldOf(model);
		} finally {
			model.close();
		}
	};

	test('the agent searches with words of its own, and reads content, source and score', async () => {
		expect(await search('refund order number')).toContainEqual({
			content: 'A refund needs the number of the order.',
			source: 'refunds.md',
			score: 1,
		});
	});

	test('the agent reads it if nothing was found', async () => {
		expect(await search('zebra')).toEqual([
			{
				content: 'No passage in this knowledge base matches the query.',
				source: null,
				score: null,
			},
		]);
	});
}

/** What the model received: a JSON list of items, or of their JSON. */
function toldOf({ toolResults }: FakeModel): unknown[] {
	const items = JSON.parse(toolResults.join('')) as Array<{ json?: unknown }>;
	return items.map((item) => item.json ?? item);
}

/** Schedule Trigger, a folder, a comparison with the documents, uploads, deletions. */
export function knowledgeFolderCase(fixture: () => Fixture, parent: string): void {
	const folder = join(parent, 'handbook');
	const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
	const kept = () =>
		handbookOf(fixture())
			.documents.filter(({ prefix }) => prefix === '/from-n8n')
			.map(({ name, text, status }) => `${name}: ${text} (${status})`)
			.sort();
	/** What changed the knowledge base, in its order. */
	const changesSince = (count: number) =>
		fixture()
			.simulator.calls.slice(count)
			.filter(({ path, method }) => path.endsWith('/upload_train') || method === 'DELETE')
			.map(({ method }) => method);

	test('new and changed files are stored, the documents of others go, the rest stays', async () => {
		const { n8n, simulator } = fixture();
		mkdirSync(folder);
		const paths = { 'Read the folder': { fileSelector: `${folder}/*` } };
		const { workflow } = await importExample(fixture(), 'knowledge-folder', paths);
		let nights = 0;
		const night = async (): Promise<{ execution?: StoredExecution; changes: string[] }> => {
			const before = simulator.calls.length;
			await runManually(n8n, workflow.id, 'Every night');
			const execution = (await n8n.finishedExecutions(workflow.id, ++nights)).at(-1);
			return { execution, changes: changesSince(before) };
		};

		put('a.md', 'one');
		put('ü.txt', 'two');
		put('gone.txt', 'three');
		expect(await night()).toMatchObject({
			execution: { status: 'success' },
			changes: ['POST', 'POST', 'POST'],
		});
		expect(kept()).toEqual([
			'a.md: one (trained)',
			'gone.txt: three (trained)',
			'ü.txt: two (trained)',
		]);

		expect(await night()).toMatchObject({ execution: { status: 'success' }, changes: [] });

		put('a.md', 'one, changed');
		rmSync(join(folder, 'gone.txt'));
		expect(await night()).toMatchObject({
			execution: { status: 'success' },
			changes: ['POST', 'DELETE', 'DELETE'],
		});
		expect(kept()).toEqual(['a.md: one, changed (trained)', 'ü.txt: two (trained)']);

		put('bad.txt', 'four');
		put('good.txt', 'five');
		simulator.settings.knowledgeBases.failPattern = '^bad';
		const { execution } = await night();
		expect(execution?.status).toBe('error');
		expect(execution?.data?.resultData.error?.message).toContain('The file "bad.txt" was stored');
		expect(kept()).toContain('good.txt: five (trained)');

		simulator.settings.knowledgeBases.failPattern = null;
		expect((await night()).changes).toEqual(['POST', 'DELETE']);
		expect(kept().filter((one) => one.startsWith('bad'))).toEqual(['bad.txt: four (trained)']);

		rmSync(folder, { recursive: true });
		// Without the folder, nothing is deleted.
		expect(await night()).toMatchObject({ execution: { status: 'error' }, changes: [] });
		// Nor are documents that others have put there.
		expect(handbookOf(fixture()).documents.filter(({ prefix }) => prefix === '/')).toHaveLength(2);
	});
}
