import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import { KEYS } from '../../simulator';
import { bytesOf } from './binaryItem';
import { passMinutesUntil } from './clock';
import { runNode, startNode, useBinaryMode } from './engine';
import { callsTo, expectAtOnce, mostAtOnce } from './noxusCalls';
import { useSimulator } from './simulator';
import { storeFile } from './storedFile';
import { waitUntil } from './waitUntil';

const used = useSimulator();
const FILE = /^\/v1\/file\/./;

const options = (file: unknown, more = {}) => ({
	credentials: used.credentials,
	parameters: { resource: 'file', operation: 'download', file: file as string, ...more },
});
const download = async (file: unknown, more = {}) => await runNode(options(file, more));
const downloads = () => callsTo(used.simulator, FILE);

describe.each(['default', 'filesystem'] as const)('File: Download in binary mode %s', (mode) => {
	beforeAll(async () => await useBinaryMode(mode));

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
		expect(error?.message).toBe('n8n could not reach Noxus, or the connection was cut');
		expect(error?.context.itemIndex).toBe(0);
		expect(downloads()).toHaveLength(3);
	});
});

describe('File: Download', () => {
	it('finds name and type in the bytes where the headers tell nothing', async () => {
		used.simulator.settings.fileHeaders = 'none';
		const id = await storeFile(used.simulator, Buffer.from('%PDF-1.7 and so on'));
		const { items } = await download(id);
		expect(items[0]?.json).toMatchObject({ fileName: 'file.pdf', mimeType: 'application/pdf' });
		const file = `={{ ({ id: "${id}", filename: "mine.bin", content_type: "image/png" }) }}`;
		const { items: named } = await download(file);
		expect(named[0]?.json).toMatchObject({ fileName: 'mine.bin', mimeType: 'image/png' });
	});

	it('handles items side by side, in order, and not too many', async () => {
		const ids = await Promise.all(
			Array.from({ length: 6 }, async (_, i) =>
				storeFile(used.simulator, Buffer.from(`file ${i}`)),
			),
		);
		const items = ids.map((id) => ({ json: { id } }));
		const result = await expectAtOnce(
			used.simulator,
			{ path: FILE, count: 3 },
			async () => await runNode({ ...options('={{ $json.id }}'), items }),
		);
		expect(result.items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			ids.map((id, item) => [id, { item }]),
		);
		expect(downloads()).toHaveLength(6);
		expect(mostAtOnce(downloads())).toBe(3);
	});

	it.each([
		['={{ "" }}', /^File must be the id of a file in Noxus, .* or a file of an output$/],
		['a b', /^File must be the id of a file in Noxus, .* or a file of an output, not "a b"$/],
		['={{ ({ name: "x" }) }}', /^File is an object that is no file/],
		['={{ ["a"] }}', /^File is a list/],
	])('refuses %s', async (file, message) => {
		const { error } = await download(file);
		expect(error?.message).toMatch(message);
		expect(used.simulator.calls).toEqual([]);
	});

	it('says that Noxus does not know the file', async () => {
		const { error } = await download('3c90c3cc-0d44-4b50-8888-8dd25736052a');
		expect(error?.message).toBe('Noxus does not know this id [404]');
		expect(error?.description).toContain('file ids');
	});

	it('tries again after a 503', async () => {
		const id = await storeFile(used.simulator, Buffer.from('x'));
		used.simulator.addFault({ path: FILE.source, kind: 'status', statusCode: 503, times: 1 });
		expect((await download(id)).items).toHaveLength(1);
		expect(downloads()).toHaveLength(2);
	});

	it('gives a download up that falls silent, and begins again', async () => {
		const bytes = randomBytes(300_000);
		const id = await storeFile(used.simulator, bytes);
		used.simulator.addFault({ path: FILE.source, kind: 'hangMidBody', times: 1 });
		const { result } = await startNode(options(id));
		await waitUntil(() => downloads().length === 1);
		await passMinutesUntil(() => downloads()[0]?.endedAt !== undefined);
		const { items, error } = await result;
		expect(error).toBeUndefined();
		expect((await bytesOf(items[0])).equals(bytes)).toBe(true);
		expect(downloads().map(({ closedByClient }) => closedByClient)).toEqual([true, false]);
	});

	it.each(['hang', 'hangMidBody'] as const)('ends at once by Stop amid a %s', async (kind) => {
		const id = await storeFile(used.simulator, randomBytes(300_000));
		used.simulator.addFault({ path: FILE.source, kind });
		const execution = await startNode(options(id));
		await waitUntil(() => downloads().length === 1);
		await new Promise((resolve) => setTimeout(resolve, 200));
		const stoppedAtMs = Date.now();
		execution.cancel();
		await execution.result;
		await waitUntil(() => downloads()[0]?.closedByClient === true);
		// A silent Noxus would be given a minute.
		expect(Date.now() - stoppedAtMs).toBeLessThan(15_000);
		expect(downloads()).toHaveLength(1);
	});
});

describe('File: Download, redirected', () => {
	it.each([
		['sameHost', true],
		['otherHost', false],
	] as const)('follows to the %s', async (host, hadApiKey) => {
		used.simulator.settings.fileRedirect = host;
		const bytes = randomBytes(100_000);
		const id = await storeFile(used.simulator, bytes);
		const { items, error, stored } = await download(id);
		expect(error).toBeUndefined();
		expect((await bytesOf(items[0])).equals(bytes)).toBe(true);
		expect(items[0]?.json.fileName).toBe('report.pdf');
		expect(used.simulator.storageCalls).toEqual([{ fileId: id, host, hadApiKey }]);
		expect(stored).not.toContain(KEYS.a);
	});

	it('takes the key along no more once another host was visited', async () => {
		const { url } = used.simulator;
		const bytes = randomBytes(100_000);
		const id = await storeFile(used.simulator, bytes);
		let path = `/storage/${id}`;
		const seen: IncomingHttpHeaders[] = [];
		const elsewhere = createServer((request, response) => {
			seen.push(request.headers);
			response.writeHead(307, { location: `${url}${path}` }).end();
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => elsewhere.once('listening', resolve));
		const headers = { location: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/` };
		const fault = {
			path: FILE.source,
			kind: 'status',
			statusCode: 307,
			headers,
			body: '',
		} as const;
		used.simulator.addFault({ ...fault, times: 1 });
		const { items } = await download(id);
		expect((await bytesOf(items[0])).equals(bytes)).toBe(true);
		const hadApiKey = false;
		expect(used.simulator.storageCalls).toEqual([{ fileId: id, host: 'sameHost', hadApiKey }]);

		// The same path that was asked with the key at first.
		path = `/v1/file/${id}`;
		used.simulator.addFault({ ...fault, times: 1 });
		const { error } = await download(id);
		elsewhere.close();
		expect(error?.message).toContain('did not give the file [401]');
		expect(downloads().map(({ keyName }) => keyName)).toEqual(['a', 'a', 'none']);
		expect(seen).toHaveLength(2);
		expect(JSON.stringify(seen)).not.toContain(KEYS.a);
	});

	it('says which host did not give the file, without its signed address', async () => {
		const seen: IncomingHttpHeaders[] = [];
		const storage = createServer((request, response) => {
			seen.push(request.headers);
			response.writeHead(403).end('<Error>Expired</Error>');
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => storage.once('listening', resolve));
		const host = `127.0.0.1:${(storage.address() as AddressInfo).port}`;
		const headers = { location: `http://${host}/bucket?signature=s3cret` };
		used.simulator.addFault({
			path: FILE.source,
			kind: 'status',
			statusCode: 307,
			headers,
			body: '',
		});
		const { error, stored } = await download('3c90c3cc-0d44-4b50-8888-8dd25736052a');
		storage.close();
		expect(error?.message).toBe('The storage that Noxus points to did not give the file [403]');
		expect(error?.description).toContain(`Noxus redirects the download to ${host}. Check`);
		expect(stored).not.toContain('s3cret');
		expect(seen).toHaveLength(1);
		expect(JSON.stringify(seen)).not.toContain(KEYS.a);
	});

	it('does not go in circles', async () => {
		const id = await storeFile(used.simulator, Buffer.from('x'));
		const headers = { location: `/v1/file/${id}` };
		used.simulator.addFault({
			path: FILE.source,
			kind: 'status',
			statusCode: 302,
			headers,
			body: '',
		});
		const { error } = await download(id);
		expect(error?.message).toContain('did not give the file [302]');
		expect(downloads()).toHaveLength(6);
	});

	it('begins again where the storage breaks off', async () => {
		used.simulator.settings.fileRedirect = 'sameHost';
		const bytes = randomBytes(300_000);
		const id = await storeFile(used.simulator, bytes);
		used.simulator.addFault({ path: '^/storage/', kind: 'resetMidBody', times: 1 });
		const { items } = await download(id);
		expect((await bytesOf(items[0])).equals(bytes)).toBe(true);
		expect(used.simulator.storageCalls).toHaveLength(2);
	});
});
