import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

import { KEYS } from '../../../simulator/noxus';
import { bytesOf } from '../support/binaryItem';
import { FILE, fileDownloads } from '../support/downloads';
import { useSimulator } from '../support/simulator';
import { storeFile } from '../support/storedFile';

const used = useSimulator();
const { download, downloads } = fileDownloads(used);

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
		expect(error?.message).toContain('did not return the file [401]');
		expect(downloads().map(({ keyName }) => keyName)).toEqual(['a', 'a', 'none']);
		expect(seen).toHaveLength(2);
		expect(JSON.stringify(seen)).not.toContain(KEYS.a);
	});

	it('says which host did not return the file, without its signed address', async () => {
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
		expect(error?.message).toBe('The file storage of Noxus did not return the file [403]');
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
		expect(error?.message).toContain('did not return the file [302]');
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
