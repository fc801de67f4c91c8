import { EventEmitter, once } from 'node:events';

export const FAULT_KINDS = [
	'status',
	'hang',
	'hangAfterHandling',
	'reset',
	'resetMidBody',
	'hangMidBody',
	'resetAfterHandling',
	'delay',
	'hold',
	'trickle',
	'trickleHeaders',
	'endless',
	'gzipBomb',
	'redirect',
	'echoKey',
] as const;

/** Something that goes wrong with calls that match. */
export interface Fault {
	/** Any method when absent. */
	method?: string;
	/** Source of a regular expression that is matched against the path without the query. */
	path: string;
	/** How many calls it hits; always when absent. */
	times?: number;
	/** How many matching calls pass before it hits. */
	skip?: number;
	/**
	 * `status` answers without handling; `hang` never answers; `reset` destroys the connection
	 * before handling, `resetAfterHandling` after it (the run exists), `resetMidBody` after half
	 * of the body; `hangMidBody` sends that half and falls silent; `hangAfterHandling` handles and
	 * never answers; `delay` handles after `delayMs`, and `hold` when the faults are cleared.
	 *
	 * These answer without handling, too: `trickle` sends one byte of `body` every `intervalMs`
	 * without end, `trickleHeaders` does so before the headers are complete, `endless` sends `body` again and again as fast as the client reads, `gzipBomb`
	 * sends `sizeBytes` of spaces that are small while compressed, `redirect` points to `url`, and
	 * `echoKey` repeats the API key of the request in the error's text, in the request id and in a
	 * Location.
	 */
	kind: (typeof FAULT_KINDS)[number];
	/** For `status` and `echoKey`, 500 when absent; for `redirect`, 307; for floods, 200. */
	statusCode?: number;
	/** For `status`, `redirect` and floods. */
	headers?: Record<string, string>;
	/** For `status` and floods: a string is sent as it is, anything else as JSON. */
	body?: unknown;
	/** For `delay`. */
	delayMs?: number;
	/** For `trickle` and `trickleHeaders`; 1000 when absent. */
	intervalMs?: number;
	/** For `gzipBomb`: what it unpacks to; 1 GiB when absent. */
	sizeBytes?: number;
	/** For `redirect`. */
	url?: string;
}

/** The faults in force, in the order in which they were added. */
export class FaultList {
	private entries: Array<{ fault: Fault; pattern: RegExp; seen: number }> = [];
	private readonly clearing = new EventEmitter().setMaxListeners(0);

	add(fault: Fault): void {
		this.entries.push({ fault, pattern: new RegExp(fault.path), seen: 0 });
	}

	clear(): void {
		this.entries = [];
		this.clearing.emit('cleared');
	}

	/** Waits for the next `clear`. Rejects when `signal` aborts. */
	async untilCleared(signal: AbortSignal): Promise<void> {
		await once(this.clearing, 'cleared', { signal });
	}

	/** The first fault that hits this call, which counts as one of its `times`. */
	take(method: string, path: string): Fault | null {
		for (const entry of this.entries) {
			const { fault, pattern } = entry;
			if (fault.method !== undefined && fault.method.toUpperCase() !== method) continue;
			const skip = fault.skip ?? 0;
			const isUsedUp = entry.seen >= skip + (fault.times ?? Infinity);
			if (isUsedUp || !pattern.test(path)) continue;
			entry.seen += 1;
			if (entry.seen > skip) return fault;
		}
		return null;
	}
}
