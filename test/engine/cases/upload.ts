import { existsSync } from 'node:fs';

import { binaryItem, filesItem, textFile, type TestFile } from '../support/binaryItem';
import { inBinaryMode } from '../support/binaryMode';
import { runNode, startNode } from '../support/engine';
import { letGo, OPEN_FILES, openFiles } from '../support/openFiles';
import { useSimulator } from '../support/simulator';
import { stopNow } from '../support/stopNow';
import { FILE, fileUploads } from '../support/uploads';
import { waitForTurn, waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { uploads, uploadOf } = fileUploads(used);
const upload = async (file: TestFile) => await runNode(uploadOf([await binaryItem(file)]));

describe.each(['default', 'filesystem'] as const)('File: Upload in binary mode %s', (mode) => {
	inBinaryMode(mode);

	it.each([
		['report.pdf', 'application/pdf'],
		['Grüße, zwei 日本 😀.txt', 'text/plain'],
		['a=b; c.txt', 'text/plain'],
		['no extension', 'application/octet-stream'],
	])('stores %s as it is', async (fileName, mimeType) => {
		const bytes = Buffer.from(`content of ${fileName}`);
		const { items, error } = await upload({ bytes, fileName, mimeType });
		expect(error).toBeUndefined();
		const { id, uri } = items[0]?.json as { id: string; uri: string };
		expect(uri).toBe(`spot://${id}`);
		const stored = used.simulator.files.get(id);
		expect(stored?.filename).toBe(fileName);
		expect(stored?.contentType).toBe(mimeType);
		expect(stored?.bytes.equals(bytes)).toBe(true);
	});

	it('sends a double quote in the name as %22, as browsers and the SDK of Noxus do', async () => {
		await upload(textFile('x', 'say "hi".txt'));
		expect([...used.simulator.files.values()][0]?.filename).toBe('say %22hi%22.txt');
	});

	it('sends 20 MB byte for byte, with an exact length', async () => {
		const bytes = Buffer.alloc(20 * 1024 * 1024, 'noxus ');
		const { items } = await upload({ bytes, fileName: 'big.bin', mimeType: 'video/mp4' });
		const { id } = items[0]?.json as { id: string };
		expect(used.simulator.files.get(id)?.bytes.equals(bytes)).toBe(true);
		const [call] = uploads();
		expect(call?.requestBytes).toBeGreaterThan(bytes.length);
		expect(call?.contentLength).toBe(call?.requestBytes);
	});

	it('sends several files, or all, of several items; one item is returned for each', async () => {
		const first = await filesItem({ a: textFile('1', '1.txt'), b: textFile('2', '2.txt') });
		const second = await filesItem({ a: textFile('3', '3.txt') });
		const { items, error } = await runNode(uploadOf([first, second], '*'));
		expect(error).toBeUndefined();
		const reported = items.map(({ json, pairedItem }) => [
			json.fileName,
			json.binaryPropertyName,
			pairedItem,
		]);
		expect(reported).toEqual([
			['1.txt', 'a', { item: 0 }],
			['2.txt', 'b', { item: 0 }],
			['3.txt', 'a', { item: 1 }],
		]);
		const named = await runNode(uploadOf([first], 'b, a, b'));
		expect(named.items.map(({ json }) => json.fileName)).toEqual(['2.txt', '1.txt']);
	});

	it.each([
		['resetAfterHandling', {}],
		['reset', {}],
		['status', { statusCode: 503 }],
		['status', { statusCode: 429, headers: { 'retry-after': '1' } }],
		['status', { statusCode: 408 }],
	] as const)('continues after a fault of kind %s %j', async (kind, more) => {
		used.simulator.addFault({ path: FILE.source, kind, times: 1, ...more });
		const bytes = Buffer.alloc(3 * 1024 * 1024, 'noxus ');
		const { items, error } = await upload({ bytes, fileName: 'a.bin', mimeType: 'video/mp4' });
		expect(error).toBeUndefined();
		const { id } = items[0]?.json as { id: string };
		expect(used.simulator.files.get(id)?.bytes.equals(bytes)).toBe(true);
		expect(uploads()).toHaveLength(2);
		// What was handled before the answer was lost stays there, unused.
		expect(used.simulator.files.size).toBe(kind === 'resetAfterHandling' ? 2 : 1);
	});

	it('waits as long as Retry-After says, and so do the uploads of other items', async () => {
		const headers = { 'retry-after': '1' };
		const fault = { path: FILE.source, kind: 'status', statusCode: 429, headers } as const;
		used.simulator.addFault({ ...fault, times: 1 });
		const items = await Promise.all(
			['a', 'b', 'c', 'd'].map(async (name) => await binaryItem(textFile(name, name))),
		);
		const { error } = await runNode(uploadOf(items));
		expect(error).toBeUndefined();
		const [first, ...others] = uploads().map(({ startedAt }) => startedAt.getTime());
		// Up to two more were on their way; the fourth and the one that is sent again are held back.
		const late = others.filter((atMs) => atMs - (first ?? 0) >= 1_000);
		expect(late.length).toBeGreaterThanOrEqual(2);
		expect(others).toHaveLength(4);
	});

	it.each([400, 401, 403, 422])('is not sent again after a %i', async (statusCode) => {
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode });
		const { error } = await upload(textFile('x', 'x.txt'));
		expect(error?.message).toContain(`[${statusCode}]`);
		expect(error?.description).toContain('File: x.txt, 0.0 MB');
		expect(uploads()).toHaveLength(1);
	});

	it('reports name and size of a file that Noxus finds too large', async () => {
		used.simulator.settings.maxUploadBytes = 1024 * 1024;
		const bytes = Buffer.alloc(12 * 1024 * 1024, 'noxus ');
		const { error } = await upload({ bytes, fileName: 'big.mp4', mimeType: 'video/mp4' });
		expect(error?.message).toBe('The file "big.mp4" (12.0 MB) is larger than Noxus accepts [413]');
		expect(error?.description).toContain('Noxus said: File too large');
		expect(uploads()).toHaveLength(1);
		await letGo(mode);
	});

	it('is informed of a file too large also by one that does not read it', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 413 });
		const bytes = Buffer.alloc(40 * 1024 * 1024);
		const { error } = await upload({ bytes, fileName: 'big.mp4', mimeType: 'video/mp4' });
		// Where the connection is cut before its answer was read, it is sent again, six times at most.
		const large = 'The file "big.mp4" (40.0 MB) is larger than Noxus accepts [413]';
		const cut = 'The connection to Noxus was closed unexpectedly';
		expect(error?.message).toEqual(
			uploads().length < 6 ? large : expect.stringMatching(`${cut}|413`),
		);
		await letGo(mode);
	});

	it('ends at once when the execution is stopped', async () => {
		used.simulator.addFault({ path: FILE.source, kind: 'hang' });
		const bytes = Buffer.alloc(40 * 1024 * 1024);
		const items = [await binaryItem({ bytes, fileName: 'a', mimeType: 'video/mp4' })];
		const execution = await startNode(uploadOf(items));
		await waitForTurn(() => uploads().length === 1);
		const isSeen = mode === 'filesystem' && existsSync(OPEN_FILES);
		await waitForTurn(() => !isSeen || openFiles().length > 0);
		await stopNow(execution);
		await waitUntil(() => uploads()[0]?.closedByClient === true);
		expect(uploads()).toHaveLength(1);
		await letGo(mode);
	});
});
