import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

import type { Fault } from './faults';
import type { ServerState } from './serverState';
import type { Strike } from './strikesBefore';

const GIBIBYTE = 1024 ** 3;
const BLOCK_BYTES = 4 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/** Answers with a body that a client must not read to its end. Returns once it has begun. */
export function flood({ fault, request, reply, state }: Strike): void {
	reply.hijack();
	request.raw.resume();
	const { raw: response } = reply;
	response.writeHead(fault.statusCode ?? 200, {
		'content-type': 'application/json',
		...(fault.kind === 'gzipBomb' ? { 'content-encoding': 'gzip' } : {}),
		...fault.headers,
	});
	response.flushHeaders();
	if (fault.kind === 'trickle') return trickle(fault, response, state);
	const pieces = fault.kind === 'endless' ? endlessly(bytesOf(fault)) : bombOf(fault);
	// A client that leaves in the middle ends the flood; that is what it is for.
	void pour(pieces, response).catch(() => undefined);
}

/** Begins an answer whose headers never end: one byte of a header's value at a time. */
export function trickleHeaders({ fault, request, reply, state }: Strike): void {
	reply.hijack();
	request.raw.resume();
	const { socket } = request.raw;
	socket.write(`HTTP/1.1 ${fault.statusCode ?? 200} OK\r\nX-Slow: `);
	const stop = state.timers.every(fault.intervalMs ?? 1_000, () => socket.write('x'));
	socket.once('close', stop);
}

function trickle(fault: Fault, response: ServerResponse, { timers }: ServerState): void {
	const bytes = bytesOf(fault);
	let sentCount = 0;
	const stop = timers.every(fault.intervalMs ?? 1_000, () => {
		const start = sentCount++ % bytes.length;
		response.write(bytes.subarray(start, start + 1));
	});
	response.once('close', stop);
}

async function pour(pieces: Iterable<Buffer>, response: ServerResponse): Promise<void> {
	const closed = new AbortController();
	response.once('close', () => closed.abort());
	for (const piece of pieces) {
		if (response.destroyed) return;
		const isFull = !response.write(piece);
		if (isFull) await once(response, 'drain', { signal: closed.signal });
	}
	response.end();
}

function* endlessly(bytes: Buffer): Generator<Buffer> {
	const chunk = Buffer.concat(Array<Buffer>(Math.ceil(CHUNK_BYTES / bytes.length)).fill(bytes));
	for (;;) yield chunk;
}

/** Gzip members may follow each other, so one small member is packed and sent many times. */
function* bombOf({ sizeBytes = GIBIBYTE }: Fault): Generator<Buffer> {
	const member = gzipSync(Buffer.alloc(BLOCK_BYTES, ' '));
	for (let sent = 0; sent < sizeBytes; sent += BLOCK_BYTES) yield member;
}

function bytesOf({ body }: Fault): Buffer {
	const text = typeof body === 'string' ? body : body === undefined ? ' ' : JSON.stringify(body);
	return Buffer.from(text === '' ? ' ' : text);
}
