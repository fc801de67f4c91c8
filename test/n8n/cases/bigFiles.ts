import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { IBinaryData } from 'n8n-workflow';
import { generatedContent, KNOWLEDGE_BASES, sha256Of } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { receiveFileWorkflow, sendFileWorkflow } from '../support/fileWorkflows';
import { itemsOf, watchPeakRss, type N8nServer } from '../../../n8n-harness';

const MB = 1024 * 1024;
const BIG_BYTES = 300 * MB;
const WARM_UP_BYTES = 10 * MB;
const WARM_UPS = 3;
const MAX_ROUNDS = 3;
/** The target: what a stream may cost, however long it is. */
const MAX_GROWTH_BYTES = 64 * MB;

async function post(url: string, body: object): Promise<unknown> {
	const headers = { 'content-type': 'application/json' };
	const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
	const text = await response.text();
	if (!response.ok) throw new Error(`${response.status} ${text}`);
	return JSON.parse(text);
}

/** Where n8n keeps a binary that it has on disk; the part before the colon is its storage mode. */
function storedPath({ userFolder, isN8n1 }: N8nServer, { id }: IBinaryData): string {
	const [mode, path = ''] = id?.split(':') ?? [];
	expect(mode).toBe('filesystem-v2');
	return join(userFolder, '.n8n', isN8n1 ? 'binaryData' : 'storage', path);
}

async function sha256OfFile(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}

/** 300 MB through n8n in both directions: unchanged, and at a memory that does not follow the size. */
export function bigFileCases(fixture: () => Fixture, folder: string): void {
	let expected: string;
	beforeAll(async () => {
		expected = await sha256Of(generatedContent(BIG_BYTES));
	});

	/**
	 * What n8n's memory grows by at most, measured from after a few smaller files. When the garbage
	 * collector comes late, a stream may look big, so it gets more than one chance; what keeps whole
	 * files in memory is over the limit each time, for all rounds are measured from the same start.
	 */
	const growthDuring = async (send: (sizeBytes: number) => Promise<unknown>) => {
		const { n8n } = fixture();
		for (let count = 0; count < WARM_UPS; count++) await send(WARM_UP_BYTES);
		const idleBytes = n8n.rssBytes();
		let smallestBytes = Infinity;
		for (let round = 0; round < MAX_ROUNDS && smallestBytes >= MAX_GROWTH_BYTES; round++) {
			const peakRss = watchPeakRss(n8n);
			await send(BIG_BYTES);
			smallestBytes = Math.min(smallestBytes, peakRss() - idleBytes);
		}
		return smallestBytes;
	};

	const expectSent = async (way: 'upload' | 'run' | 'knowledge') => {
		const { n8n, simulator } = fixture();
		await n8n.addWorkflow(sendFileWorkflow(`send-by-${way}`, way));
		const growthBytes = await growthDuring(async (sizeBytes) => {
			const path = join(folder, `${sizeBytes}.bin`);
			await pipeline(generatedContent(sizeBytes).open(), createWriteStream(path));
			await post(`${n8n.url}/webhook/send-by-${way}`, { path });
		});

		const stored = [...simulator.files.values()].at(-1);
		expect(stored).toMatchObject({ filename: `${BIG_BYTES}.bin`, sizeBytes: BIG_BYTES });
		expect(await stored?.sha256()).toBe(expected);
		expect(growthBytes).toBeLessThan(MAX_GROWTH_BYTES);
		return stored?.id;
	};

	const expectReceived = async (way: 'download' | 'run', binaryProperty: string) => {
		const { n8n, simulator } = fixture();
		const { id } = await n8n.addWorkflow(receiveFileWorkflow(`receive-by-${way}`, way));
		const growthBytes = await growthDuring(async (sizeBytes) => {
			const file = simulator.addFile({
				filename: 'Größe.bin',
				contentType: 'video/mp4',
				sizeBytes,
			});
			await post(`${n8n.url}/webhook/receive-by-${way}`, { file: file.id });
		});

		const execution = (await n8n.finishedExecutions(id, WARM_UPS + 1)).at(-1);
		const binary = execution && itemsOf(execution, 'Noxus')[0]?.binary?.[binaryProperty];
		expect(binary).toMatchObject({ fileName: 'Größe.bin', mimeType: 'video/mp4' });
		if (!binary) throw new Error('No file came');
		expect(await sha256OfFile(storedPath(n8n, binary))).toBe(expected);
		expect(growthBytes).toBeLessThan(MAX_GROWTH_BYTES);
	};

	test('File: Upload sends 300 MB', async () => {
		await expectSent('upload');
	});

	test('Create and Wait sends 300 MB as the input of a run', async () => {
		const fileId = await expectSent('run');
		const input = { Document: { uri: `spot://${fileId}` } };
		expect(fixture().simulator.runs.at(-1)?.createBody).toMatchObject({ input });
	});

	test('Knowledge Base: Upload sends 300 MB, and returns once they are trained', async () => {
		const fileId = await expectSent('knowledge');
		const { knowledgeBases } = fixture().simulator;
		const { documents = [] } = knowledgeBases.find(({ id }) => id === KNOWLEDGE_BASES.empty) ?? {};
		expect(documents.at(-1)).toMatchObject({ fileId, status: 'trained' });
	});

	test('File: Download receives 300 MB', async () => await expectReceived('download', 'data'));

	test('Download Files receives 300 MB of the output of a run', async () =>
		await expectReceived('run', 'Document'));
}
