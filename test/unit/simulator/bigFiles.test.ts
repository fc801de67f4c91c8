import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';

import {
	generatedContent,
	sha256Of,
	startSimulator,
	type Simulator,
} from '../../../simulator/noxus';
import { TemporaryFolder } from '../../../simulator/http/temporaryFolder';
import { call, finish, json, readStream } from './support/client';

const MB = 1024 * 1024;
const BIG_BYTES = 5 * MB + 1;

let simulator: Simulator;
beforeEach(async () => {
	simulator = await startSimulator();
});
afterEach(async () => await simulator.close());

async function upload(bytes: Buffer): Promise<Response> {
	const form = new FormData();
	form.set('file', new Blob([new Uint8Array(bytes)], { type: 'video/mp4' }), 'clip.mp4');
	return await call(simulator, '/v1/file', { method: 'POST', body: form });
}

const addBigFile = (sizeBytes: number) =>
	simulator.addFile({ filename: 'clip.mp4', contentType: 'video/mp4', sizeBytes });

const download = async (id: string) => await call(simulator, `/v1/file/${id}`);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('big files', () => {
	it('come back as they were uploaded, with their length', async () => {
		const bytes = generatedContent(BIG_BYTES).read();
		const { id } = await json<{ id: string }>(upload(bytes));
		const stored = simulator.files.get(id);
		expect(stored).toMatchObject({ filename: 'clip.mp4', sizeBytes: BIG_BYTES });
		expect(await stored?.sha256()).toBe(sha256(bytes));
		expect(stored?.bytes.equals(bytes)).toBe(true);
		const response = await download(id);
		expect(response.headers.get('content-length')).toBe(String(BIG_BYTES));
		expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
	});

	it('are on disk while the simulator is up, small ones are in memory', async () => {
		const { id: bigId } = await json<{ id: string }>(upload(Buffer.alloc(BIG_BYTES)));
		const { id: smallId } = await json<{ id: string }>(upload(Buffer.from('small')));
		const uri = `data:video/mp4;base64,${Buffer.alloc(BIG_BYTES, 7).toString('base64')}`;
		await finish(simulator, 'echo', { Document: { uri } });
		const inlined = [...simulator.files.values()].at(-1);
		expect(inlined).toMatchObject({ source: 'dataUri', sizeBytes: BIG_BYTES });
		expect(inlined?.bytes.equals(Buffer.alloc(BIG_BYTES, 7))).toBe(true);
		await simulator.close();
		expect(() => inlined?.bytes).toThrow(/ENOENT/);
		expect(() => simulator.files.get(bigId)?.bytes).toThrow(/ENOENT/);
		expect(simulator.files.get(bigId)?.sizeBytes).toBe(BIG_BYTES);
		expect(simulator.files.get(smallId)?.bytes.toString()).toBe('small');
	});

	it('leave no trace when they are too large', async () => {
		simulator.settings.maxUploadBytes = 2 * MB;
		expect((await upload(Buffer.alloc(BIG_BYTES))).status).toBe(413);
		expect(simulator.files.size).toBe(0);
	});

	it('can be put in place and are made up while they are read', async () => {
		const sizeBytes = 1024 ** 4;
		const { id } = addBigFile(sizeBytes);
		const response = await download(id);
		expect(response.headers.get('content-length')).toBe(String(sizeBytes));
		expect(response.headers.get('content-type')).toBe('video/mp4');
		const reader = response.body?.getReader();
		const { value } = (await reader?.read()) ?? {};
		expect(Buffer.from((value ?? []) as Uint8Array).toString()).toContain('The quick brown fox');
		await reader?.cancel();
	});

	it('say no type where files do not', async () => {
		simulator.settings.fileHeaders = 'none';
		const response = await download(addBigFile(BIG_BYTES).id);
		expect(response.headers.get('content-type')).toBeNull();
		expect((await response.arrayBuffer()).byteLength).toBe(BIG_BYTES);
	});

	it('are what produceFile gives back', async () => {
		const run = await finish(simulator, 'produceFile', { 'Size bytes': BIG_BYTES });
		const { File } = run.output as { File: { file: { id: string; size: number } } };
		expect(File.file.size).toBe(BIG_BYTES);
		const bytes = new Uint8Array(await (await download(File.file.id)).arrayBuffer());
		expect(sha256(bytes)).toBe(await sha256Of(generatedContent(BIG_BYTES)));
	});

	it('can break off in the middle', async () => {
		const { id } = addBigFile(BIG_BYTES);
		simulator.addFault({ path: '/v1/file/', kind: 'resetMidBody' });
		const response = await download(id);
		expect(response.headers.get('content-length')).toBe(String(BIG_BYTES));
		const { text, wasCut } = await readStream(response);
		expect(wasCut).toBe(true);
		expect(text).toHaveLength(Math.floor(BIG_BYTES / 2));
	});

	it('have a content in which a lost or doubled piece shows', () => {
		const bytes = generatedContent(BIG_BYTES).read();
		const places = [...bytes.toString().matchAll(/\d{16}/g)].map(([digits]) => Number(digits));
		expect(places).toEqual(Array.from({ length: 80 }, (_, index) => index * 64 * 1024));
	});
});

test('a temporary folder is there from the first file on, and removed with all files', () => {
	const folder = new TemporaryFolder();
	const [first, second] = [folder.newFile(), folder.newFile()];
	expect(dirname(first)).toBe(dirname(second));
	expect(existsSync(dirname(first))).toBe(true);
	folder.remove();
	expect(existsSync(dirname(first))).toBe(false);
	const third = folder.newFile();
	expect(dirname(third)).not.toBe(dirname(first));
	folder.remove();
});
