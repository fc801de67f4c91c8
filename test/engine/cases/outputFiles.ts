import { bytesOf } from '../support/binaryItem';
import { inBinaryMode } from '../support/binaryMode';
import { FILE } from '../support/downloads';
import { FILE_ID } from '../support/forms';
import { expectAtOnce } from '../support/noxusCalls';
import { fileInput, LONG, runOutputs } from '../support/runOutputs';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { downloads, run } = runOutputs(used);

describe.each(['default', 'filesystem'] as const)('Download Files in binary mode %s', (mode) => {
	inBinaryMode(mode);
	const options = { options: { downloadFiles: true } };

	it('gives files as binary data and leaves the reference', async () => {
		const { items } = await run({ Text: 'hi', Document: fileInput('Grüße 日本.txt') }, options);
		const { fileName, mimeType } = items[0]?.binary?.Document ?? {};
		expect([fileName, mimeType]).toEqual(['Grüße 日本.txt', 'text/plain']);
		expect((await bytesOf(items[0], 'Document')).toString()).toBe('content of Grüße 日本.txt');
		expect(items[0]?.json.output).toMatchObject({
			Text: 'hi',
			Document: { file: { uri: expect.stringMatching(/^spot:/) } },
		});
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
	});

	it('numbers the files of a list, in their order, four at a time', async () => {
		const names = ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt'];
		const { items } = await expectAtOnce(
			used.simulator,
			{ path: FILE, count: 4 },
			async () => await run({ Document: names.map(fileInput) }, options),
		);
		const binary = items[0]?.binary ?? {};
		expect(Object.entries(binary).map(([key, { fileName }]) => [key, fileName])).toEqual(
			names.map((name, i) => [`Document_${i}`, name]),
		);
		expect((await bytesOf(items[0], 'Document_4')).toString()).toBe('content of e.txt');
		expect(downloads()).toHaveLength(5);
	});

	it('does not take full texts for files', async () => {
		const { items } = await run({ Text: LONG }, options);
		expect(items[0]?.json.output).toBe(LONG);
		expect(items[0]).not.toHaveProperty('binary');
		expect(downloads()).toHaveLength(1);
	});

	it('fails where one file cannot be had, and ends the others', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'hang', times: 1 });
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 404 });
		const { error } = await run({ Document: ['a', 'b'].map(fileInput) }, options);
		expect(error?.context).toMatchObject({ runId: used.simulator.runs[0]?.id });
		expect(downloads()).toHaveLength(2);
		await waitUntil(() => downloads()[0]?.closedByClient === true);
	});
});

describe('a file object of another system', () => {
	const options = { options: { downloadFiles: true } };
	const foreign = { id: FILE_ID, filename: 'a.pdf', url: 'https://sharepoint.example/a.pdf' };

	it.each([
		['alone', { Text: foreign }, []],
		['beside one of Noxus', { Text: foreign, Document: fileInput('b.txt') }, ['Document']],
	])('%s is skipped, with a hint', async (_case, input, names) => {
		const { items, error, hints } = await run(input, options);
		expect(error).toBeUndefined();
		expect(Object.keys(items[0]?.binary ?? {})).toEqual(names);
		expect(JSON.stringify(items[0]?.json.output)).toContain(foreign.url);
		expect(hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Download Files: these files were not found in Noxus: ".+"/),
		]);
	});

	it('is an error if Noxus cannot say that', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 401 });
		const { error } = await run({ Text: foreign }, options);
		expect(error?.context).toMatchObject({ runId: used.simulator.runs[0]?.id });
	});
});

describe('files and texts of the output', () => {
	it('are not fetched for nothing', async () => {
		const { items } = await run({ Document: fileInput('a.txt') });
		expect(items[0]?.json.output).toMatchObject({ file: { filename: 'a.txt' } });
		expect(items[0]).not.toHaveProperty('binary');
		expect(downloads()).toHaveLength(0);
	});
});
