import { randomBytes } from 'node:crypto';

import { useSimulator } from '../../engine/support/simulator';
import { call, finish, json } from './support/client';

const used = useSimulator();

async function upload(bytes: Buffer, field = 'file'): Promise<Response> {
	const form = new FormData();
	form.set(field, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'a ü.png');
	return await call(used.simulator, '/v1/file', { method: 'POST', body: form });
}

describe('files (contract 4.1, 4.2)', () => {
	it('gives back the 20 MB that were uploaded', async () => {
		const bytes = randomBytes(20 * 1024 * 1024);
		const file = await json<{ id: string }>(upload(bytes));
		expect(file).toMatchObject({
			uri: `spot://${file.id}`,
			size: bytes.length,
			filename: 'a ü.png',
			content_type: 'image/png',
			source_type: 'Document',
		});
		expect(used.simulator.calls[0]?.requestBytes).toBeGreaterThan(bytes.length);
		const response = await call(used.simulator, `/v1/file/${file.id}`);
		expect(response.headers.get('content-type')).toBe('image/png');
		expect(response.headers.get('content-disposition')).toContain('a%20%C3%BC.png');
		expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
	});

	it('takes 20 MB in a data URI', async () => {
		const uri = `data:image/png;base64,${randomBytes(20 * 1024 * 1024).toString('base64')}`;
		await finish(used.simulator, 'echo', { Document: { uri, name: 'a.png' } });
		expect([...used.simulator.files.values()][0]?.bytes.length).toBe(20 * 1024 * 1024);
	});

	it('counts the bytes of a body without a stated length', async () => {
		const body = new ReadableStream({
			start(controller) {
				controller.enqueue(new TextEncoder().encode('{"input": {}}'));
				controller.close();
			},
		});
		const init = { method: 'POST', body, duplex: 'half' } as RequestInit;
		const response = await fetch(`${used.simulator.url}/v1/workflows/x/runs`, init);
		expect(response.status).toBe(401);
		const steered = await fetch(`${used.simulator.url}/v1/nowhere`, { method: 'POST', body: '{}' });
		expect(steered.status).toBe(401);
		const reported = used.simulator.calls.map(({ contentLength, requestBytes }) => [
			contentLength,
			requestBytes,
		]);
		expect(reported).toEqual([
			[null, expect.any(Number)],
			[2, 2],
		]);
	});

	it('refuses a part with another name, and a body that is no form', async () => {
		const missing = {
			detail: [{ loc: ['body', 'file'], msg: 'Field required', type: 'missing', input: null }],
		};
		expect(await json(upload(Buffer.from('a'), 'files'))).toEqual(missing);
		expect(await json(call(used.simulator, '/v1/file', { method: 'POST', body: {} }))).toEqual(
			missing,
		);
		expect(used.simulator.files.size).toBe(0);
	});

	it('answers 413 to what is too large (row 13)', async () => {
		Object.assign(used.simulator.settings, { maxUploadBytes: 1000, maxBodyBytes: 1000 });
		expect((await upload(Buffer.alloc(1000))).status).toBe(200);
		expect((await upload(Buffer.alloc(1001))).status).toBe(413);
		const body = { input: { Text: 'a'.repeat(1000) } };
		const path = '/v1/workflows/e0000000-0000-4000-8000-000000000001/runs';
		expect((await call(used.simulator, path, { method: 'POST', body })).status).toBe(413);
		expect(used.simulator.files.size).toBe(1);
	});

	it('leaves out the headers that say what a file is (row 14)', async () => {
		used.simulator.settings.fileHeaders = 'none';
		const { id } = await json<{ id: string }>(upload(Buffer.from('a')));
		const response = await call(used.simulator, `/v1/file/${id}`);
		expect(response.headers.get('content-type')).toBeNull();
		expect(response.headers.get('content-disposition')).toBeNull();
		expect(await response.text()).toBe('a');
	});

	it.each(['sameHost', 'otherHost'] as const)('redirects to %s (row 14)', async (host) => {
		used.simulator.settings.fileRedirect = host;
		const { id } = await json<{ id: string }>(upload(Buffer.from('hello')));
		const response = await call(used.simulator, `/v1/file/${id}`);
		expect(response.status).toBe(302);
		const location = String(response.headers.get('location'));
		expect(location.startsWith(`${used.simulator.url}/`)).toBe(host === 'sameHost');
		expect(await (await fetch(location)).text()).toBe('hello');
		await fetch(location, { headers: { 'X-API-Key': 'leaked' } });
		expect(used.simulator.storageCalls).toEqual([
			{ fileId: id, host, hadApiKey: false },
			{ fileId: id, host, hadApiKey: true },
		]);
	});

	it.each(['GET', 'DELETE'])('has no %s for a list of files (row 15)', async (method) => {
		expect((await call(used.simulator, '/v1/file', { method })).status).toBe(405);
	});
});
