import { randomBytes } from 'node:crypto';

import { bytesOf } from '../support/binaryItem';
import { inBinaryMode } from '../support/binaryMode';
import { FILE, fileDownloads } from '../support/downloads';
import { useSimulator } from '../support/simulator';
import { storeFile } from '../support/storedFile';

const used = useSimulator();
const { download, downloads } = fileDownloads(used);

describe.each(['default', 'filesystem'] as const)('File: Download in binary mode %s', (mode) => {
	inBinaryMode(mode);

	it.each([
		['its id', (id: string) => id],
		['its uri', (id: string) => `spot://${id}`],
		['a file object', (id: string) => `={{ ({ id: "${id}", filename: "report.pdf" }) }}`],
		['a file output', (id: string) => `={{ ({ text: "x", file: { uri: "spot://${id}" } }) }}`],
		['a file object as text', (id: string) => JSON.stringify({ uri: `spot://${id}` })],
	])('gives a file by %s', async (_case, toParameter) => {
		const bytes = randomBytes(100_000);
		const id = await storeFile(used.simulator, bytes);
		const { items, error } = await download(toParameter(id));
		expect(error).toBeUndefined();
		const named = { fileName: 'report.pdf', mimeType: 'application/pdf' };
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toEqual({ id, ...named, sizeBytes: bytes.length });
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(items[0]?.binary?.data).toMatchObject({ ...named, fileExtension: 'pdf' });
		expect((await bytesOf(items[0])).equals(bytes)).toBe(true);
	});

	it.each([
		['Grüße, zwei 日本.txt', 'text/plain'],
		["quote's; and =more.csv", 'text/csv'],
		['no extension', 'application/x-unusual'],
	])('keeps the name and type of %s', async (fileName, mimeType) => {
		const id = await storeFile(used.simulator, Buffer.from('x'), fileName, mimeType);
		const { items } = await download(id, { binaryPropertyName: 'my file' });
		expect(items[0]?.json).toMatchObject({ fileName, mimeType });
		expect(items[0]?.binary?.['my file']?.mimeType).toBe(mimeType);
	});

	it.each([0, 1, 5_000_000])('gives a file of %i bytes as it is', async (sizeBytes) => {
		const bytes = Buffer.alloc(sizeBytes, 'noxus ');
		const id = await storeFile(used.simulator, bytes);
		const { items, error } = await download(id);
		expect(error).toBeUndefined();
		expect(items[0]?.json.sizeBytes).toBe(sizeBytes);
		expect((await bytesOf(items[0])).equals(bytes)).toBe(true);
	});

	it('begins again where the connection breaks in the middle', async () => {
		const bytes = randomBytes(300_000);
		const id = await storeFile(used.simulator, bytes);
		used.simulator.addFault({ path: FILE.source, kind: 'resetMidBody', times: 2 });
		const { items, error } = await download(id);
		expect(error).toBeUndefined();
		expect((await bytesOf(items[0])).equals(bytes)).toBe(true);
		expect(downloads()).toHaveLength(3);
	});

	it('never gives half a file for a whole one', async () => {
		const id = await storeFile(used.simulator, randomBytes(300_000));
		used.simulator.addFault({ path: FILE.source, kind: 'resetMidBody' });
		const { items, error, status } = await download(id);
		expect(status).toBe('error');
		expect(items).toEqual([]);
		expect(error?.message).toBe('The connection to Noxus was closed unexpectedly');
		expect(error?.context.itemIndex).toBe(0);
		expect(downloads()).toHaveLength(3);
	});
});
