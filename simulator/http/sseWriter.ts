import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** How frames look on the wire. */
export interface SseWire {
	sseLineEnd: '\n' | '\r\n';
	/** `awkward` cuts frames inside UTF-8 characters and line ends. */
	sseChunking: 'whole' | 'awkward';
}

/** Lengths of the pieces of `awkward`: they land inside UTF-8 characters, words and line ends. */
const AWKWARD_LENGTHS = [1, 2, 5, 3, 13, 1, 7];

/** Writes frames in order, as the wire switches ask. */
export class SseWriter {
	private queue: Promise<void> = Promise.resolve();

	constructor(
		private readonly response: ServerResponse,
		private readonly settings: SseWire,
	) {}

	/** A frame without a name has its data line only. */
	async frame(name: string | null, data: string): Promise<void> {
		await this.write([...linesOf(name, data), '', '']);
	}

	/** A frame that lacks the blank line at its end, as the last one of a careless server. */
	async unterminatedFrame(name: string | null, data: string): Promise<void> {
		await this.write([...linesOf(name, data), '']);
	}

	async comment(text: string): Promise<void> {
		await this.write([`: ${text}`, '', '']);
	}

	/** Queues the frame, so that a comment never lands inside an event. */
	private async write(lines: string[]): Promise<void> {
		const bytes = Buffer.from(lines.join(this.settings.sseLineEnd), 'utf8');
		this.queue = this.queue.then(async () => await this.send(bytes));
		await this.queue;
	}

	private async send(bytes: Buffer): Promise<void> {
		if (this.settings.sseChunking === 'whole') {
			await this.put(bytes);
			return;
		}
		for (let start = 0, index = 0; start < bytes.length; index += 1) {
			const length = AWKWARD_LENGTHS[index % AWKWARD_LENGTHS.length] ?? 1;
			await this.put(bytes.subarray(start, start + length));
			start += length;
			// A turn of the event loop between pieces sends them as packets of their own.
			await nextTurn();
		}
	}

	/** Waits until the bytes have left: a connection that is cut next must not lose them. */
	private async put(bytes: Buffer): Promise<void> {
		if (this.response.writableEnded || this.response.destroyed) return;
		await new Promise<void>((resolve) => this.response.write(bytes, () => resolve()));
	}
}

function linesOf(name: string | null, data: string): string[] {
	return [...(name === null ? [] : [`event: ${name}`]), `data: ${data}`];
}
