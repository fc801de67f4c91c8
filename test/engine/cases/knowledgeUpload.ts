import type { INodeParameters } from 'n8n-workflow';

import { KNOWLEDGE_BASES } from '../../../simulator/noxus';
import { filesItem, textFile } from '../support/binaryItem';
import { inBinaryMode } from '../support/binaryMode';
import { knowledge } from '../support/knowledge';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { run, added, uploads } = knowledge(used);

const upload = async (more: INodeParameters, files: Record<string, string> = { data: 'hello' }) => {
	const entries = Object.entries(files);
	const item = await filesItem(
		Object.fromEntries(entries.map(([name, text]) => [name, textFile(text, `${name}.txt`)])),
	);
	return await run('upload', more, { items: [item] });
};

describe.each(['default', 'filesystem'] as const)('Knowledge Base: Upload in mode %s', (mode) => {
	inBinaryMode(mode);

	it('stores a file, and returns it once it is trained', async () => {
		const { items, error } = await upload({}, { data: 'naïve 🥐' });
		expect(error).toBeUndefined();
		const [document] = added();
		expect(document).toMatchObject({ name: 'data.txt', prefix: '/', text: 'naïve 🥐' });
		expect(document).toMatchObject({ status: 'trained', contentType: 'text/plain' });
		expect(items[0]).toMatchObject({
			json: {
				knowledgeBaseId: KNOWLEDGE_BASES.handbook,
				fileName: 'data.txt',
				binaryPropertyName: 'data',
				folder: '/',
				runId: document?.runId,
				status: 'completed',
			},
			pairedItem: { item: 0 },
		});
	});

	it('sends several files, or all, each once and byte for byte', async () => {
		const files = { a: '1', b: '2', c: '3' };
		const named = await upload({ binaryPropertyName: 'c, a, c' }, files);
		expect(named.items.map(({ json }) => json.fileName)).toEqual(['c.txt', 'a.txt']);
		const all = await upload({ binaryPropertyName: '*' }, files);
		expect(all.items.map(({ json }) => json.binaryPropertyName)).toEqual(['a', 'b', 'c']);
		expect(added().map(({ text }) => text)).toHaveLength(5);
		expect(new Set(all.items.map(({ json }) => json.runId)).size).toBe(3);
	});

	it('sends 20 MB with an exact length', async () => {
		const bytes = Buffer.alloc(20 * 1024 * 1024, 'noxus ');
		const big = await filesItem({ data: { bytes, fileName: 'big.bin', mimeType: 'video/mp4' } });
		const { error } = await run('upload', {}, { items: [big] });
		expect(error).toBeUndefined();
		expect(added()[0]).toMatchObject({ name: 'big.bin', sizeBytes: bytes.length });
		const [call] = uploads();
		expect(call?.contentLength).toBe(call?.requestBytes);
		const stored = [...used.simulator.files.values()].at(-1);
		expect(stored?.bytes.equals(bytes)).toBe(true);
	});
});

describe('the folder of Knowledge Base: Upload', () => {
	it.each([
		['', '/', undefined],
		['/', '/', undefined],
		['reports/2026/', '/reports/2026', '/reports/2026'],
		['/Größe', '/Größe', '/Größe'],
	])('"%s" is %s', async (folder, shown, prefix) => {
		const { items } = await upload({ folder });
		expect(items[0]?.json.folder).toBe(shown);
		expect(added()[0]?.prefix).toBe(shown);
		expect(uploads()[0]?.query.prefix).toBe(prefix);
	});
});

describe('nothing is sent to a knowledge base', () => {
	it.each([
		['missing', 'expects a file in the binary field "missing", but the item has only data'],
		['={{ null }}', 'is empty'],
	])('for the binary field "%s"', async (binaryPropertyName, problem) => {
		const { error } = await upload({ binaryPropertyName });
		expect(error?.message).toContain(`Input Binary Field(s) ${problem}`);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('if one of several files is missing', async () => {
		const { error } = await upload({ binaryPropertyName: 'data, missing' });
		expect(error?.message).toContain('"missing"');
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('without a knowledge base', async () => {
		const { error } = await upload({
			knowledgeBaseId: { __rl: true, mode: 'id', value: '={{ null }}' },
		});
		expect(error?.message).toBe('Knowledge Base is empty: enter an ID');
		expect(used.simulator.calls).toHaveLength(0);
	});
});
