import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';

import { sleep } from 'n8n-workflow';

import { parseContent, readBodyFor, readBodyText } from '../../common/http/body';

const TEXT = 'Grüße, 日本 😀';
const BYTES = Buffer.from(TEXT);

/** A body that arrives in chunks of so many bytes. */
const streamOf = (bytes: Uint8Array, chunkBytes: number) =>
	Readable.from(
		Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, i) =>
			bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes),
		),
	);

async function* broken() {
	yield Buffer.from('{"detail": "Work');
	throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}

describe('readBodyText', () => {
	it.each([1, 2, 3, 5, 100])('decodes UTF-8 in chunks of %i bytes', async (chunkBytes) => {
		const read = await readBodyText(streamOf(BYTES, chunkBytes), 1_000);
		expect(read).toEqual({ text: TEXT, isCut: false });
	});

	it('replaces what is not UTF-8, also at the end', async () => {
		const bytes = Buffer.from([0x61, 0xff, 0x62, 0xf0, 0x9f]);
		expect(await readBodyText(streamOf(bytes, 2), 1_000)).toEqual({ text: 'a�b�', isCut: false });
	});

	it.each<[string, number, string, boolean]>([
		['more than it may have', 5, 'abcde', true],
		['one byte too many', 9, 'abcdefghi', true],
		['just what it may have', 10, 'abcdefghij', false],
		['less than it may have', 11, 'abcdefghij', false],
		['something, where nothing may be', 0, '', true],
	])('ends at the limit: a body that has %s', async (_name, maxBytes, text, isCut) => {
		for (const chunkBytes of [1, 3, 10]) {
			const body = streamOf(Buffer.from('abcdefghij'), chunkBytes);
			expect(await readBodyText(body, maxBytes)).toEqual({ text, isCut });
			expect(body.destroyed).toBe(true);
		}
	});

	it('leaves out a character that the limit cuts', async () => {
		expect(await readBodyText(streamOf(Buffer.from('a😀'), 1), 3)).toEqual({
			text: 'a',
			isCut: true,
		});
	});

	it('reads no further than it must', async () => {
		let given = 0;
		async function* endless() {
			for (;;) {
				given++;
				yield Buffer.alloc(1024, 'x');
			}
		}
		expect((await readBodyText(endless(), 10 * 1024)).isCut).toBe(true);
		expect(given).toBe(11);
	});

	it.each<[string, unknown, string]>([
		['text', TEXT, TEXT],
		['an object', { a: 1 }, '{"a":1}'],
		['a list', [1], '[1]'],
		['a number', 7, '7'],
		['null', null, ''],
		['nothing', undefined, ''],
		['a stream without bytes', Readable.from([]), ''],
	])('takes over what n8n has read already: %s', async (_name, body, text) => {
		expect(await readBodyText(body, 1_000)).toEqual({ text, isCut: false });
	});

	it('rejects if the connection breaks', async () => {
		await expect(readBodyText(broken(), 1_000)).rejects.toThrow('aborted');
	});

	it('does not decompress: n8n has done so', async () => {
		const { text } = await readBodyText(streamOf(gzipSync('a'), 100), 1_000);
		expect(text).not.toBe('a');
	});
});

describe('readBodyFor', () => {
	/** A body of a piece every second, which ends when its request is closed. */
	function slowBody(pieces: number) {
		let isClosed = false;
		async function* body() {
			for (let i = 0; i < pieces; i++) {
				await sleep(1_000);
				if (isClosed) throw new Error('aborted');
				yield Buffer.from(String(i));
			}
		}
		return { body: body(), close: jest.fn(() => void (isClosed = true)) };
	}

	it('reads what arrives in the time', async () => {
		const { body, close } = slowBody(4);
		const fromMs = Date.now();
		expect(await readBodyFor(body, 100, 5_000, close)).toEqual({ text: '0123', isCut: false });
		expect(Date.now() - fromMs).toBe(4_000);
		await sleep(10_000);
		expect(close).not.toHaveBeenCalled();
	});

	it('closes the request when the time is over', async () => {
		const { body, close } = slowBody(Infinity);
		const fromMs = Date.now();
		await readBodyFor(body, 100, 5_000, close);
		expect(close).toHaveBeenCalledTimes(1);
		expect(Date.now() - fromMs).toBeLessThanOrEqual(6_000);
	});

	it('ends at the limit of its size', async () => {
		const { body, close } = slowBody(Infinity);
		expect(await readBodyFor(body, 2, 5_000, close)).toEqual({ text: '01', isCut: true });
	});

	it('does not throw if the connection breaks', async () => {
		await expect(readBodyFor(broken(), 100, 5_000, () => {})).resolves.not.toThrow();
	});
});

describe('parseContent', () => {
	it.each<[string, unknown]>([
		['{"a": 1}', { json: { a: 1 } }],
		['[]', { json: [] }],
		['null', { json: null }],
		['7', { json: 7 }],
		['"a"', { json: 'a' }],
		['', { text: '' }],
		['<html>', { text: '<html>' }],
		['{"a": ', { text: '{"a": ' }],
		['['.repeat(501) + ']'.repeat(501), { problem: 'maxDepth' }],
		[`[${'0,'.repeat(1_000_000)}0]`, { problem: 'maxValues' }],
	])('of %.20j is %j', async (text, expected) => {
		expect(await parseContent(text)).toEqual(expected);
	});
});
