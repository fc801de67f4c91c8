import type { IDataObject } from 'n8n-workflow';

import { filesItem, textFile, type TestFile } from '../support/binaryItem';
import { inBinaryMode } from '../support/binaryMode';
import { expectAtOnce } from '../support/noxusCalls';
import { dataUri } from '../support/runOutputs';
import { sentFiles } from '../support/sentFiles';
import { useSimulator } from '../support/simulator';
import { FILE } from '../support/uploads';

const used = useSimulator();
const { uploads, sentInput, create, received } = sentFiles(used);

describe.each(['default', 'filesystem'] as const)('a binary property in mode %s', (mode) => {
	inBinaryMode(mode);

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

	it('is uploaded for several items in parallel, each to its own run', async () => {
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
