import type { INode } from 'n8n-workflow';

import { UploadForm, type UploadSource } from '../../common/http/uploadForm';
import { passTime } from '../engine/support/clock';

jest.setTimeout(60_000);

const node = { name: 'Noxus', type: 'noxus' } as INode;

async function* pieces(...texts: string[]) {
	for (const text of texts) yield Buffer.from(text);
}

const source = (more: Partial<UploadSource> = {}): UploadSource => ({
	fileName: 'a.txt',
	mimeType: 'text/plain',
	sizeBytes: 5,
	isRepeatable: true,
	open: () => pieces('he', 'llo'),
	...more,
});

const formOf = (more?: Partial<UploadSource>) => new UploadForm(node, 'file', source(more));

type Part = AsyncIterable<Uint8Array> & { name: string; type: string; size: number };

function partOf(form: UploadForm): Part {
	const [entry] = [...form.entries()];
	return entry?.[1] as Part;
}

async function readAll(form: UploadForm): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of partOf(form)) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

describe('UploadForm', () => {
	it('has one part with name, type and size, whose bytes come as they are read', async () => {
		const form = formOf();
		expect(form.wasAsked).toBe(false);
		expect(partOf(form)).toMatchObject({ name: 'a.txt', type: 'text/plain', size: 5 });
		expect(await readAll(form)).toBe('hello');
		expect(form.wasAsked).toBe(true);
		expect(form.failure).toBeUndefined();
	});

	it('hands a file that is one chunk out in pieces, so that a slow line shows that it moves', async () => {
		const bytes = Buffer.alloc(1024 * 1024, 7);
		const open = async function* () {
			yield bytes;
		};
		const sizes: number[] = [];
		for await (const chunk of partOf(formOf({ sizeBytes: bytes.length, open }))) {
			sizes.push(chunk.byteLength);
		}
		expect(Math.max(...sizes)).toBeLessThanOrEqual(512 * 1024);
		expect(sizes.reduce((sum, size) => sum + size)).toBe(bytes.length);
	});

	it.each([
		['fewer', 6, /has 5\.$/],
		['more', 4, /has more\.$/],
	])('fails over %s bytes than announced', async (_case, sizeBytes, description) => {
		const form = formOf({ sizeBytes });
		await expect(readAll(form)).rejects.toThrow('could not read the file "a.txt"');
		expect(form.failure?.description).toMatch(description);
	});

	it('says why a file cannot be read', async () => {
		const form = formOf({ open: () => Promise.reject(new Error('File not found')) });
		await expect(readAll(form)).rejects.toThrow('could not read the file "a.txt"');
		expect(form.failure?.description).toBe('File not found');
	});

	it('lets go of a file that was read half', async () => {
		const destroy = jest.fn();
		const form = formOf({ open: () => Object.assign(pieces('he', 'llo'), { destroy }) });
		await partOf(form)[Symbol.asyncIterator]().next();
		form.end();
		expect(destroy).toHaveBeenCalledTimes(1);
	});

	it('lets go of a file that was being opened at the end', async () => {
		const destroy = jest.fn();
		const open = async () => {
			await new Promise((resolve) => setTimeout(resolve, 20));
			return Object.assign(pieces('he', 'llo'), { destroy });
		};
		const form = formOf({ open });
		const reading = readAll(form);
		form.end();
		expect(destroy).not.toHaveBeenCalled();
		await reading;
		expect(destroy).toHaveBeenCalled();
	});

	it('ends a request in which nothing moves, and no other', async () => {
		const stallMs = 60_000;
		const silent = formOf().watch(stallMs);
		const busy = formOf({
			sizeBytes: 4,
			open: async function* () {
				for (const letter of 'busy') {
					await passTime(stallMs / 2);
					yield Buffer.from(letter);
				}
			},
		});
		const signal = busy.watch(stallMs);
		await readAll(busy);
		expect(silent.aborted).toBe(true);
		expect(signal.aborted).toBe(false);
		busy.end();
		await passTime(2 * stallMs);
		expect(signal.aborted).toBe(false);
	});
});
