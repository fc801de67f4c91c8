import { KNOWLEDGE_BASES, UNTIL_HURRIED_MS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import {
	call,
	eventsIn,
	eventually,
	json,
	readStream,
	runWhen,
	type RunBody,
} from './support/client';

const used = useSimulator();

const KB = `/v1/knowledge-bases/${KNOWLEDGE_BASES.empty}`;

interface Document {
	id: string;
	name: string;
	file_id: string | null;
	run_id: string;
	error: { message: string } | null;
}

const post = async (path: string, body?: unknown) =>
	await call(used.simulator, `${KB}${path}`, { method: 'POST', body });

/** Uploads files of these names, each with a text of its own. */
async function upload(names: string[], part = 'files', prefix = '/new'): Promise<Response> {
	const form = new FormData();
	for (const name of names) {
		form.append(part, new Blob([`The text of ${name}.`], { type: 'text/plain' }), name);
	}
	return await post(`/upload_train?prefix=${prefix}`, form);
}

const documentsIn = async (status: string): Promise<Document[]> => {
	const path = `${KB}/documents/${status}?page=1&page_size=100`;
	return (await json<{ items: Document[] }>(call(used.simulator, path))).items;
};

const runsOf = async (query: string): Promise<RunBody[]> =>
	await json(call(used.simulator, `${KB}/runs?${query}`));

const statusOf = async (): Promise<string> =>
	(await json<{ status: string }>(call(used.simulator, KB))).status;

const search = async (query: string): Promise<unknown[]> =>
	await json(post(`/search?query=${query}`));

describe('upload_train (contract 7)', () => {
	it('gives one run a file, and the documents are trained when they end', async () => {
		const ids = await json<string[]>(upload(['a.txt', 'b.txt']));
		expect(ids).toHaveLength(2);
		const runs = await runsOf(`run_ids=${ids.join(',')}`);
		expect(runs.map(({ id }) => id)).toEqual(ids);
		for (const run of runs) await runWhen(used.simulator, run);
		const trained = await documentsIn('trained');
		expect(trained).toMatchObject([
			{ name: 'a.txt', prefix: '/new', content_type: 'text/plain', size: 18, run_id: ids[0] },
			{ name: 'b.txt', run_id: ids[1] },
		]);
		const file = await call(used.simulator, `/v1/file/${trained[0]?.file_id}`);
		expect(await file.text()).toBe('The text of a.txt.');
		expect(await search('a.txt')).toMatchObject([{ score: 1, source: 'a.txt' }, {}]);
	});

	it('takes time, and its run has events', async () => {
		used.simulator.settings.knowledgeBases.trainMs = UNTIL_HURRIED_MS;
		const [id] = await json<string[]>(upload(['a.txt']));
		await eventually(async () => (await runsOf('status=running')).length === 1);
		expect(await runsOf('status=completed')).toEqual([]);
		expect([await documentsIn('training'), await documentsIn('trained')]).toMatchObject([[{}], []]);
		expect(await statusOf()).toBe('training');
		const ingestion = await json<unknown[]>(call(used.simulator, `${KB}/documents/ingestion`));
		expect(ingestion).toHaveLength(1);
		const events = readStream(await call(used.simulator, `/v1/runs/${id}/events`));
		used.simulator.hurryRun(String(id));
		expect(eventsIn((await events).text).at(-1)?.data.workflow_status).toBe('completed');
		expect(await documentsIn('trained')).toHaveLength(1);
		expect(await statusOf()).toBe('trained');
	});

	it.each([
		[false, ['training', 'trained']],
		[true, ['trained', 'trained']],
	])('exactStatus %s: what is read after it is %j', async (exactStatus, statuses) => {
		used.simulator.settings.knowledgeBases.exactStatus = exactStatus;
		await upload(['a.txt']);
		await eventually(async () => (await documentsIn('trained')).length === 1);
		expect([await statusOf(), await statusOf()]).toEqual(statuses);
	});

	it('is not found before the index has caught up', async () => {
		used.simulator.settings.knowledgeBases.indexLagMs = Infinity;
		await upload(['a.txt']);
		await eventually(async () => (await documentsIn('trained')).length === 1);
		expect(await search('a.txt')).toEqual([]);
		used.simulator.settings.knowledgeBases.indexLagMs = 0;
		expect(await search('a.txt')).toHaveLength(1);
	});

	it('has no file to download when switched so', async () => {
		used.simulator.settings.knowledgeBases.documentFiles = false;
		await upload(['a.txt']);
		await eventually(async () => (await documentsIn('trained')).length === 1);
		expect((await documentsIn('trained'))[0]?.file_id).toBeNull();
	});

	it('refuses other parts, bodies that are no form and files that are too large', async () => {
		expect((await upload(['a.txt'], 'file')).status).toBe(422);
		expect((await upload([])).status).toBe(422);
		expect((await post('/upload_train', {})).status).toBe(422);
		used.simulator.settings.maxUploadBytes = 5;
		expect((await upload(['a.txt'])).status).toBe(413);
		expect(used.simulator.runs).toHaveLength(0);
	});
});

describe('a document that fails', () => {
	it('is in error, and can be trained again', async () => {
		used.simulator.settings.knowledgeBases.failPattern = '^bad';
		const ids = await json<string[]>(upload(['bad.txt', 'good.txt']));
		for (const run of await runsOf(`run_ids=${ids.join(',')}`)) {
			const { status } = await runWhen(used.simulator, run);
			expect(status).toBe(run.id === ids[0] ? 'failed' : 'completed');
		}
		const [bad] = await documentsIn('error');
		expect(bad).toMatchObject({
			name: 'bad.txt',
			error: { message: 'The document cannot be read' },
		});
		expect(await search('bad.txt')).toMatchObject([{ source: 'good.txt' }]);

		const again = await json<string>(post(`/document/${bad?.id}/retry`));
		await eventually(async () => (await documentsIn('error'))[0]?.run_id === again);
		used.simulator.settings.knowledgeBases.failPattern = null;
		expect(await json(post('/retry_all'))).toEqual([expect.any(String)]);
		await eventually(async () => (await documentsIn('trained')).length === 2);
		expect(await json(post('/retry_all'))).toEqual([]);
	});

	it('is one whose run is stopped', async () => {
		used.simulator.settings.knowledgeBases.trainMs = UNTIL_HURRIED_MS;
		const [id] = await json<string[]>(upload(['a.txt']));
		await eventually(async () => (await runsOf('status=running')).length === 1);
		await call(used.simulator, `/v1/runs/${id}/stop`, { method: 'POST' });
		await eventually(async () => (await documentsIn('error')).length === 1);
	});
});

describe('generic_train (contract 7)', () => {
	it('trains files that are stored already', async () => {
		const file = used.simulator.addFile({
			filename: 'c.txt',
			contentType: 'text/plain',
			bytes: Buffer.from('Something about cats'),
		});
		const files = [{ name: 'c.txt', size: 1, uri: `spot://${file.id}`, source_type: 'Document' }];
		const source = { source_type: 'document', config: { files } };
		expect(await json(post('/generic_train?prefix=/c', { source }))).toHaveLength(1);
		await eventually(async () => (await search('cats')).length === 1);
		const unknown = { source_type: 'document', config: { files: [{ uri: 'spot://x' }] } };
		expect((await post('/generic_train', { source: unknown })).status).toBe(404);
	});
});
