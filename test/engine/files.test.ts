import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { WORKFLOWS } from '../../simulator';
import { filesItem, textFile, type TestFile } from './binaryItem';
import { runNode, startNode, useBinaryMode } from './engine';
import { callsThatSend, callsTo, CREATE, expectAtOnce } from './noxusCalls';
import { fieldInputs, runParameters } from './parameters';
import { useSimulator } from './simulator';
import { waitUntil } from './waitUntil';

const used = useSimulator();

const FILE = /^\/v1\/file$/;
const uploads = () => callsTo(used.simulator, FILE, 'POST');
const sentInput = () => (used.simulator.runs[0]?.createBody as IDataObject).input as IDataObject;
const dataUri = (text: string) => `data:text/plain;base64,${Buffer.from(text).toString('base64')}`;

/** Starts a run with one file input, which a row of type binaryProperty gives. */
async function create(
	binaryPropertyName: unknown,
	items: INodeExecutionData[],
	options: IDataObject = {},
) {
	return await runNode({
		credentials: used.credentials,
		items,
		parameters: runParameters('create', WORKFLOWS.echo, {
			...fieldInputs({
				name: 'Document',
				type: 'binaryProperty',
				binaryPropertyName,
			} as IDataObject),
			options: options as never,
		}),
	});
}

/** What the run has got, for all its files: how it came, its name, type and bytes. */
function received() {
	const list = [sentInput().Document].flat() as Array<{ uri: string; name: string }>;
	return list.map(({ uri, name }) => {
		if (uri.startsWith('data:')) return { way: 'inline', name };
		const stored = used.simulator.files.get(uri.slice('spot://'.length));
		return { way: 'upload', name, type: stored?.contentType, bytes: stored?.bytes.length };
	});
}

describe.each(['default', 'filesystem'] as const)('a binary property in mode %s', (mode) => {
	beforeAll(async () => await useBinaryMode(mode));

	it.each<[string, unknown]>([
		['by its name', 'b'],
		['as an expression gives it', '={{ $binary.b }}'],
		['as another node had it', "={{ $('Start').item.binary.b }}"],
	])('is sent %s', async (_case, value) => {
		const item = await filesItem({ a: textFile('one', 'a.txt'), b: textFile('second', 'b.txt') });
		const { error } = await create(value, [item]);
		expect(error).toBeUndefined();
		expect(sentInput()).toEqual({ Document: { uri: dataUri('second'), name: 'b.txt' } });
	});

	it.each<[string, unknown]>([
		['as names', 'b, a'],
		['as a list of names', '={{ ["b", "a"] }}'],
		['as a list of both', '={{ [$binary.b, "a"] }}'],
	])('several %s are sent as a list', async (_case, value) => {
		const item = await filesItem({ a: textFile('one', 'a.txt'), b: textFile('second', 'b.txt') });
		const { error } = await create(value, [item]);
		expect(error).toBeUndefined();
		expect(sentInput()).toEqual({
			Document: [
				{ uri: dataUri('second'), name: 'b.txt' },
				{ uri: dataUri('one'), name: 'a.txt' },
			],
		});
	});

	it('of 5 MB goes inside the request, and one byte more is uploaded', async () => {
		const limitBytes = 5 * 1024 * 1024;
		for (const [size, way] of [
			[limitBytes, 'inline'],
			[limitBytes + 1, 'upload'],
		] as const) {
			used.simulator.reset();
			const bytes = Buffer.alloc(size, 'noxus ');
			const item = await filesItem({ data: { bytes, fileName: 'a.bin', mimeType: 'video/mp4' } });
			expect((await create('data', [item])).error).toBeUndefined();
			expect(received()).toMatchObject([{ way, name: 'a.bin' }]);
			const stored = [...used.simulator.files.values()].at(-1);
			expect(stored?.bytes.equals(bytes)).toBe(true);
			expect(stored?.contentType).toBe('video/mp4');
		}
	});

	it.each<[string, IDataObject, string[]]>([
		['auto', { uploadAboveMb: 0.001 }, ['inline', 'upload', 'inline', 'upload']],
		['auto, nothing inside', { uploadAboveMb: 0 }, ['upload', 'upload', 'upload', 'upload']],
		['all inside', { sendFiles: 'dataUri', uploadAboveMb: 0 }, Array(4).fill('inline')],
		['all uploaded', { sendFiles: 'upload', uploadAboveMb: 9 }, Array(4).fill('upload')],
	])('sizes count together: %s', async (_case, options, ways) => {
		// 0.001 MB are 1048 bytes.
		const sizes = [600, 500, 448, 1];
		const files = sizes.map((size, index) => [`f${index}`, textFile('x'.repeat(size), `${index}`)]);
		const item = await filesItem(Object.fromEntries(files) as Record<string, TestFile>);
		const { error } = await create('f0,f1,f2,f3', [item], options);
		expect(error).toBeUndefined();
		expect(received().map(({ way }) => way)).toEqual(ways);
		expect(received().map(({ name }) => name)).toEqual(['0', '1', '2', '3']);
		const stored = [...used.simulator.files.values()].map(({ bytes }) => bytes.length);
		expect(stored.sort()).toEqual([...sizes].sort());
		expect(uploads()).toHaveLength(ways.filter((way) => way === 'upload').length);
	});

	it.each<[string | undefined, string, string]>([
		['Grüße, zwei 日本 😀.txt', 'text/plain', 'Grüße, zwei 日本 😀.txt'],
		['say "hi"; a=b.txt', 'text/plain', 'say "hi"; a=b.txt'],
		['no extension', '', 'no extension'],
		[undefined, 'text/plain', 'file'],
	])('named %j of type %j keeps name and type', async (fileName, mimeType, name) => {
		const item = await filesItem({ data: { bytes: Buffer.from('x'), fileName, mimeType } });
		const type = mimeType || 'application/octet-stream';
		const { error } = await create('data', [item], { sendFiles: 'upload' });
		expect(error).toBeUndefined();
		expect(received()).toEqual([{ way: 'upload', name, type, bytes: 1 }]);

		used.simulator.reset();
		await create('data', [item]);
		const uri = `data:${type};base64,${Buffer.from('x').toString('base64')}`;
		expect(sentInput()).toEqual({ Document: { uri, name } });
	});

	it('without any bytes is sent too', async () => {
		const item = await filesItem({ data: textFile('', 'empty.txt') });
		for (const sendFiles of ['auto', 'upload']) {
			used.simulator.reset();
			expect((await create('data', [item], { sendFiles })).error).toBeUndefined();
			expect([...used.simulator.files.values()][0]?.bytes.length).toBe(0);
		}
	});

	it('is uploaded for several items side by side, each to its own run', async () => {
		const texts = ['one', 'two', 'three', 'four'];
		const items = await Promise.all(
			texts.map(async (text) => await filesItem({ data: textFile(text, `${text}.txt`) })),
		);
		const { error } = await expectAtOnce(
			used.simulator,
			{ path: FILE, method: 'POST', count: 4 },
			async () => await create('data', items, { sendFiles: 'upload' }),
		);
		expect(error).toBeUndefined();
		expect(uploads()).toHaveLength(4);
		const names = used.simulator.runs.map(({ createBody }) => {
			const { Document } = (createBody as { input: IDataObject }).input;
			return (Document as { name: string }).name;
		});
		expect(names.sort()).toEqual(texts.map((text) => `${text}.txt`).sort());
	});
});

describe('other sources in a list', () => {
	it('are sent as they are', async () => {
		const item = await filesItem({ data: textFile('x', 'x.txt') });
		const uploaded = await runNode({
			credentials: used.credentials,
			items: [item],
			parameters: { resource: 'file', operation: 'upload', binaryPropertyName: 'data' },
		});
		const file = uploaded.items[0]?.json as { id: string; uri: string };
		const url = 'https://files.noxus-test.invalid/a%20b.pdf';
		const list = [
			file,
			{ text: 'x', file: { id: file.id, filename: 'y.txt' } },
			{ uri: file.uri, name: 'z.txt' },
			file.uri,
			file.id,
			url,
			{ uri: url, name: 'c.pdf' },
			'data:text/plain,hello',
		];
		item.json = { list };
		const { error } = await create('={{ $json.list }}', [item]);
		expect(error).toBeUndefined();
		expect(sentInput().Document).toEqual([
			{ uri: file.uri, name: 'x.txt' },
			{ uri: file.uri, name: 'y.txt' },
			{ uri: file.uri, name: 'z.txt' },
			{ uri: file.uri },
			{ uri: file.uri },
			{ uri: url, name: 'a b.pdf' },
			{ uri: url, name: 'c.pdf' },
			{ uri: 'data:text/plain,hello', name: 'file' },
		]);
	});

	it.each<[unknown, RegExp]>([
		[['nope'], /names the binary property "nope", but the item has the binary properties data$/],
		[[''], /must be the name of a binary property, the http\(s\) URL/],
		[[7], /, not 7$/],
		[[null], /or the output of File: Upload$/],
		[[{ name: 'a' }], /, not \{"name":"a"\}$/],
		[[{ id: 'no uuid' }], /, not \{"id":"no uuid"\}$/],
		[['spot://'], /must be the uri of a stored file/],
		[['ftp://example.com/a'], /, not "ftp:\/\/example.com\/a"$/],
		[['http://localhost/a.pdf'], /points to localhost, which is not a public address/],
		[{ mimeType: 'text/plain', fileName: 'gone.txt', fileSize: '9 B' }, /expression does not give/],
		[
			{ mimeType: 'text/plain', id: 'filesystem-v2:workflows/w/executions/e/binary_data/none' },
			/n8n cannot read any more/,
		],
	])('%j: names the field and the item, and sends nothing', async (value, message) => {
		const item = await filesItem({ data: textFile('x', 'x.txt') });
		item.json = { value } as IDataObject;
		const { error } = await create('={{ $json.value }}', [item]);
		expect(error?.message).toMatch(/^Input "Document" /);
		expect(error?.message).toMatch(message);
		expect(error?.context.itemIndex).toBe(0);
		expect(callsThatSend(used.simulator)).toHaveLength(0);
	});
});

describe('a row for a stored file', () => {
	it('takes the output of File: Upload as an expression gives it, with another name', async () => {
		const item = await filesItem({ data: textFile('x', 'x.txt') });
		const upload = { resource: 'file', operation: 'upload', binaryPropertyName: 'data' };
		const uploaded = await runNode({
			credentials: used.credentials,
			items: [item],
			parameters: upload,
		});
		const { uri } = uploaded.items[0]?.json as { uri: string };
		const rows = [
			{ name: 'Document', type: 'storedFile', fileUri: '={{ $json }}' },
			{ name: 'Other', type: 'storedFile', fileUri: '={{ $json }}', fileName: 'y.txt' },
			{ name: 'Text', type: 'storedFile', fileUri: '={{ $json.uri }}', fileName: 'z.txt' },
		];
		const { error } = await runNode({
			credentials: used.credentials,
			items: uploaded.items,
			parameters: runParameters('create', WORKFLOWS.echo, fieldInputs(...rows)),
		});
		expect(error).toBeUndefined();
		expect(sentInput()).toEqual({
			Document: { uri, name: 'x.txt' },
			Other: { uri, name: 'y.txt' },
			Text: { uri, name: 'z.txt' },
		});
	});
});

describe('nothing is uploaded', () => {
	const withFile = async (...rows: IDataObject[]) => ({
		credentials: used.credentials,
		items: [await filesItem({ data: textFile('x', 'x.txt') })],
		rows: fieldInputs(
			{ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' },
			...rows,
		),
	});

	it.each<[string, IDataObject, IDataObject, RegExp]>([
		[
			'a missing binary property',
			{ name: 'Other', type: 'binaryProperty', binaryPropertyName: 'pdf' },
			{},
			/pdf/,
		],
		['no number', { name: 'Number', type: 'number', numberValue: 'x' }, {}, /must be a number/],
		[
			'a threshold that is none',
			{ name: 'T', type: 'text' },
			{ uploadAboveMb: -1 },
			/^Upload Files/,
		],
		[
			'no way to send',
			{ name: 'T', type: 'text' },
			{ sendFiles: 'fax' },
			/^Send Files must be auto/,
		],
	])('for an item with %s', async (_case, row, options, message) => {
		const { rows, ...rest } = await withFile(row);
		const parameters = runParameters('createAndWait', WORKFLOWS.echo, {
			...rows,
			whenLong: 'freeWorker',
			options: { sendFiles: 'upload', ...options } as never,
		});
		const { error } = await runNode({ ...rest, parameters });
		expect(error?.message).toMatch(message);
		expect(callsThatSend(used.simulator)).toHaveLength(0);
	});
});

describe('an upload that fails', () => {
	it('starts no run, and ends the other uploads of the item', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'hang', times: 2 });
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 400 });
		const item = await filesItem({
			a: textFile('a', 'a.txt'),
			b: textFile('b', 'b.txt'),
			c: textFile('c', 'c.txt'),
			d: textFile('d', 'd.txt'),
		});
		const { error } = await create('a,b,c,d', [item], { sendFiles: 'upload' });
		expect(error?.message).toContain('[400]');
		expect(error?.description).toMatch(/^File: [abc]\.txt, 0\.0 MB$/m);
		expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(0);
		// The fourth waited for its turn.
		expect(uploads()).toHaveLength(3);
		await waitUntil(() => uploads().every(({ endedAt }) => endedAt !== undefined));
		expect(uploads().map(({ closedByClient }) => closedByClient)).toEqual([true, true, false]);
	});

	it('by a Stop of the execution starts no run either', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'hang' });
		const item = await filesItem({ data: textFile('a', 'a.txt') });
		const execution = await startNode({
			credentials: used.credentials,
			items: [item],
			parameters: runParameters('createAndWait', WORKFLOWS.echo, {
				...fieldInputs({ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' }),
				options: { sendFiles: 'upload' },
			}),
		});
		await waitUntil(() => uploads().length === 1);
		const stoppedAtMs = Date.now();
		execution.cancel();
		await execution.result.catch(() => undefined);
		expect(Date.now() - stoppedAtMs).toBeLessThan(15_000);
		await waitUntil(() => uploads()[0]?.closedByClient === true);
		expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(0);
	});

	it('is an error item of its own where On Error is to continue', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 400, times: 1 });
		const items = [
			await filesItem({ data: textFile('a', 'a.txt') }),
			await filesItem({ data: textFile('b', 'b.txt') }),
		];
		const { items: out } = await runNode({
			credentials: used.credentials,
			items,
			onError: 'continueRegularOutput',
			parameters: runParameters('create', WORKFLOWS.echo, {
				...fieldInputs({ name: 'Document', type: 'binaryProperty', binaryPropertyName: 'data' }),
				options: { sendFiles: 'upload' },
			}),
		});
		expect(out.filter(({ json }) => json.error !== undefined)).toHaveLength(1);
		expect(used.simulator.runs).toHaveLength(1);
	});
});
