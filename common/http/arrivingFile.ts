import type { BinaryHelperFunctions } from 'n8n-workflow';

import { readFileHeaders, type FileHints } from './fileHeaders';
import { FILE_TOO_LARGE, networkCodeOf } from './networkCode';
import type { ApiResponse } from './apiRequest';
import { Watchdog } from './watchdog';

/** A stream of Node's, whose module the published code may not import. */
export type NodeStream = Exclude<
	Parameters<BinaryHelperFunctions['prepareBinaryData']>[0],
	Uint8Array
>;

/** In each minute there must be so many bytes: a server that sends one at a time would never end. */
const SILENCE_LIMIT_MS = 60_000;
const LEAST_BYTES = 8 * 1024;

/** Even a very large file has arrived by then. */
const TOTAL_LIMIT_MS = 6 * 60 * 60_000;

/** Of a file whose size the server does not announce: it may have no end. */
const MAX_UNANNOUNCED_BYTES = 1024 ** 3;

/** Enough for the signs by which a type of file is known. */
const HEAD_BYTES = 4_096;

/** A file on its way here. Its bytes can be read once, by `stream` or by `chunks`. */
export interface ArrivingFile extends FileHints {
	/** The first bytes, which are in the stream as well. Empty for an empty file. */
	head: Uint8Array;
	chunks: AsyncIterable<Uint8Array>;
	/** The same as a stream of Node's. */
	stream(): NodeStream;
	/** How many bytes have come. */
	receivedBytes(): number;
}

/** Reads the body of an answer and watches over it. */
export class Arrival {
	/** Why the bytes stopped coming before the end: a network code. */
	brokenBy?: string;
	private receivedBytes = 0;
	private readonly hints: FileHints;
	private readonly body: NodeStream;
	private readonly watchdog: Watchdog;
	private readonly maxBytes: number;

	/** `close` ends the request; a silent stream cannot be ended otherwise. */
	constructor(
		{ headers, body }: ApiResponse,
		private readonly close: () => void,
		/** For tests. */
		maxUnannouncedBytes = MAX_UNANNOUNCED_BYTES,
	) {
		this.hints = readFileHeaders(headers);
		// Of a compressed file, the announced size is that before it is unpacked.
		const isAnnounced = headers['content-encoding'] === undefined;
		const announced = isAnnounced ? this.hints.sizeBytes : undefined;
		this.maxBytes = announced === undefined ? maxUnannouncedBytes : Infinity;
		this.body = body as NodeStream;
		const giveUp = () => {
			this.brokenBy = 'ETIMEDOUT';
			this.close();
		};
		this.watchdog = new Watchdog(SILENCE_LIMIT_MS, giveUp, Date.now() + TOTAL_LIMIT_MS);
	}

	/** Waits for the first bytes. Rejects where they do not come; `brokenBy` then says why. */
	async begin(): Promise<ArrivingFile> {
		const chunks = this.read();
		const first: Uint8Array[] = [];
		let headBytes = 0;
		while (headBytes < HEAD_BYTES) {
			const { value, done } = await chunks.next();
			if (done) break;
			first.push(value);
			headBytes += value.length;
		}
		const all = rejoin(first, chunks);
		return {
			...this.hints,
			head: Buffer.concat(first),
			chunks: all,
			stream: () => toNodeStream(this.body, all),
			receivedBytes: () => this.receivedBytes,
		};
	}

	/** To be called in any case: the reader may have left the file unread. */
	end(): void {
		this.watchdog.stop();
		if (!this.body.destroyed) this.close();
	}

	private async *read(): AsyncGenerator<Uint8Array, void> {
		const { watchdog } = this;
		const iterator = this.body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
		let countedBytes = 0;
		watchdog.moved();
		try {
			for (;;) {
				watchdog.resume();
				const { value, done } = await iterator.next().catch(this.noteBreak);
				// The one who reads is busy with what it has.
				watchdog.rest();
				if (done) break;
				this.receivedBytes += value.length;
				if (this.receivedBytes > this.maxBytes) this.noteBreak({ code: FILE_TOO_LARGE });
				if (this.receivedBytes - countedBytes >= LEAST_BYTES) {
					countedBytes = this.receivedBytes;
					watchdog.moved();
					watchdog.rest();
				}
				yield value;
			}
		} finally {
			watchdog.stop();
			iterator.return?.().catch(() => {});
		}
		// Node notices most of these by itself, but not all ways to get here go by Node.
		if (this.receivedBytes < (this.hints.sizeBytes ?? 0)) this.noteBreak({ code: 'ECONNRESET' });
	}

	private readonly noteBreak = (error: unknown): never => {
		this.brokenBy ??= networkCodeOf({ cause: error });
		throw error;
	};
}

async function* rejoin(
	first: Uint8Array[],
	rest: AsyncGenerator<Uint8Array, void>,
): AsyncGenerator<Uint8Array, void> {
	yield* first;
	yield* rest;
}

/** By a stream that is at hand: all of Node's classes of streams that can be read have `from`. */
function toNodeStream(atHand: NodeStream, chunks: AsyncIterable<Uint8Array>): NodeStream {
	const { from } = atHand.constructor as unknown as {
		from(iterable: AsyncIterable<Uint8Array>, options: { objectMode: boolean }): NodeStream;
	};
	return from(chunks, { objectMode: false });
}
