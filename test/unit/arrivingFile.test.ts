import { Readable } from 'node:stream';

import { Arrival } from '../../common/http/arrivingFile';

const arrive = (body: Readable, contentLength?: number) => {
	const close = jest.fn(() => body.destroy(new Error('aborted')));
	const headers = contentLength === undefined ? {} : { 'content-length': String(contentLength) };
	return { arrival: new Arrival({ statusCode: 200, headers, body }, close), close };
};
const collect = async (stream: AsyncIterable<unknown>) => {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
};

describe('Arrival', () => {
	afterEach(() => jest.restoreAllMocks());

	it('gives all bytes as a stream of Node, and the first ones before', async () => {
		const parts = ['abc', 'x'.repeat(5_000), 'end'].map((part) => Buffer.from(part));
		const { arrival } = arrive(Readable.from(parts), 5_006);
		const file = await arrival.begin();
		expect(Buffer.from(file.head).toString('latin1')).toMatch(/^abcx+$/);
		expect(file.sizeBytes).toBe(5_006);
		const stream = file.stream();
		expect(stream).toBeInstanceOf(Readable);
		expect(await collect(stream)).toBe(Buffer.concat(parts).toString());
		expect(file.receivedBytes()).toBe(5_006);
		expect(arrival.brokenBy).toBeUndefined();
	});

	it('is broken where bytes are missing in the end', async () => {
		const { arrival } = arrive(Readable.from([Buffer.alloc(5_000)]), 5_001);
		const file = await arrival.begin();
		await expect(collect(file.chunks)).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(arrival.brokenBy).toBe('ECONNRESET');
	});

	it('is broken where the body fails, and says why', async () => {
		const body = new Readable({ read: () => {} });
		const { arrival } = arrive(body);
		body.push(Buffer.alloc(5_000));
		const file = await arrival.begin();
		body.destroy(Object.assign(new Error('cut'), { code: 'EPIPE' }));
		await expect(collect(file.stream())).rejects.toThrow('cut');
		expect(arrival.brokenBy).toBe('EPIPE');
	});

	it('lets go of the body when the reader breaks off', async () => {
		const body = new Readable({ read: () => {} });
		const { arrival } = arrive(body);
		body.push(Buffer.alloc(5_000));
		const file = await arrival.begin();
		for await (const chunk of file.stream()) if (chunk.length > 0) break;
		arrival.end();
		expect(body.destroyed).toBe(true);
		expect(arrival.brokenBy).toBeUndefined();
	});

	it('is closed where nobody reads it', async () => {
		const { arrival, close } = arrive(Readable.from([Buffer.alloc(5_000), Buffer.alloc(1)]));
		await arrival.begin();
		arrival.end();
		expect(close).toHaveBeenCalledTimes(1);
	});

	it('is closed after a silence, but not while its reader takes time', async () => {
		const startMs = Date.now();
		const now = jest.spyOn(Date, 'now');
		const body = new Readable({ read: () => {} });
		const { arrival, close } = arrive(body);
		body.push(Buffer.alloc(5_000));
		const file = await arrival.begin();
		const reading = file.chunks[Symbol.asyncIterator]();
		await reading.next();
		now.mockReturnValue(startMs + 100_000);
		await new Promise((resolve) => setTimeout(resolve, 1_200));
		expect(close).not.toHaveBeenCalled();
		const next = reading.next();
		await new Promise((resolve) => setTimeout(resolve, 50));
		now.mockReturnValue(startMs + 200_000);
		await expect(next).rejects.toThrow('aborted');
		expect(close).toHaveBeenCalledTimes(1);
		expect(arrival.brokenBy).toBe('ETIMEDOUT');
	});
});

it.each([
	['is not announced', {}],
	['is that of a compressed file', { 'content-length': '9', 'content-encoding': 'gzip' }],
])('a file ends at a limit if its size %s', async (_name, headers) => {
	const body = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(5_000)));
	const arrival = new Arrival({ statusCode: 200, headers, body }, () => {}, 50_000);
	const { chunks } = await arrival.begin();
	const readAll = async () => {
		for await (const chunk of chunks) expect(chunk).toHaveLength(5_000);
	};
	await expect(readAll()).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
	expect(arrival.brokenBy).toBe('FILE_TOO_LARGE');
});

it('a file of one byte at a time is given up after a minute', async () => {
	const body = new Readable({ read: () => {} });
	const close = jest.fn(() => void body.destroy(new Error('aborted')));
	const arrival = new Arrival({ statusCode: 200, headers: {}, body }, close);
	const startMs = Date.now();
	const trickle = setInterval(() => body.push('x'), 1_000);
	await expect(arrival.begin()).rejects.toThrow('aborted');
	clearInterval(trickle);
	expect(arrival.brokenBy).toBe('ETIMEDOUT');
	expect(Date.now() - startMs).toBeLessThan(62_000);
});
