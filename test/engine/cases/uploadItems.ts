import { rmSync, truncateSync } from 'node:fs';

import { binaryItem, filesItem, textFile } from '../support/binaryItem';
import { useBinaryMode } from '../support/binaryMode';
import { runNode } from '../support/engine';
import { expectAtOnce, mostAtOnce } from '../support/noxusCalls';
import { useSimulator } from '../support/simulator';
import { FILE, fileUploads } from '../support/uploads';

const used = useSimulator();
const { uploads, uploadOf } = fileUploads(used);

describe('a file that n8n has lost', () => {
	it.each([
		['wholly', 200_000, rmSync],
		['in part', 300_000, (file: string) => truncateSync(file, 100_000)],
	])('%s is reported, and not tried again', async (_case, sizeBytes, lose) => {
		const service = await useBinaryMode('filesystem');
		const bytes = Buffer.alloc(sizeBytes, 'noxus ');
		const item = await binaryItem({ bytes, fileName: 'a.bin', mimeType: 'video/mp4' });
		lose(service.getPath(item.binary?.data?.id ?? ''));
		const { error } = await runNode(uploadOf([item]));
		expect(error?.message).toBe('n8n could not read the file "a.bin" from its binary data');
		expect(error?.context.itemIndex).toBe(0);
		// A request that was broken off may come only now, after the test that sent it.
		const own = uploads().filter(({ contentLength }) => Number(contentLength) >= sizeBytes);
		expect(own.length).toBeLessThanOrEqual(1);
		expect(used.simulator.files.size).toBe(0);
	});
});

describe('the uploads of several items', () => {
	it('are at most three at a time, files of one item included', async () => {
		const files = { a: textFile('1', '1'), b: textFile('2', '2') };
		const items = await Promise.all([1, 2, 3, 4].map(async () => await filesItem(files)));
		const { items: out } = await expectAtOnce(
			used.simulator,
			{ path: FILE, method: 'POST', count: 3 },
			async () => await runNode(uploadOf(items, '*')),
		);
		expect(out).toHaveLength(8);
		expect(mostAtOnce(uploads())).toBe(3);
	});

	it('leave their order and their items alone where one fails', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 400, times: 1 });
		const items = await Promise.all(
			['a', 'b', 'c'].map(async (name) => await binaryItem(textFile(name, name))),
		);
		const { items: out } = await runNode({
			...uploadOf(items),
			onError: 'continueRegularOutput',
		});
		expect(out.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(out.filter(({ json }) => json.error !== undefined)).toHaveLength(1);
	});
});

describe('a field that is wrong', () => {
	it.each([
		['={{ "" }}', /^Input Binary Field\(s\) is empty$/],
		['pdf', /expects a file in the binary field "pdf", but the item has only a, b$/],
		['a, pdf', /expects a file in the binary field "pdf"/],
	])('%j is reported, and nothing is sent', async (names, message) => {
		const item = await filesItem({ a: textFile('1', '1.txt'), b: textFile('2', '2.txt') });
		const { error } = await runNode(uploadOf([item], names));
		expect(error?.message).toMatch(message);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('* wants a file', async () => {
		const { error } = await runNode(uploadOf([{ json: {} }], '*'));
		expect(error?.message).toMatch(/is "\*", but the item has no binary data$/);
	});
});
