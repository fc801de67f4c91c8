import { EventEmitter, once } from 'node:events';

import { isRecord } from './values';

const KINDS = [
	'status',
	'hang',
	'hangAfterHandling',
	'reset',
	'resetMidBody',
	'hangMidBody',
	'resetAfterHandling',
	'delay',
	'hold',
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
	 */
	kind: (typeof KINDS)[number];
	/** For `status`; 500 when absent. */
	statusCode?: number;
	/** For `status`. */
	headers?: Record<string, string>;
	/** For `status`: a string is sent as it is, anything else as JSON. */
	body?: unknown;
	/** For `delay`. */
	delayMs?: number;
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

/** Reads a fault that came over HTTP. */
export function parseFault(body: unknown): Fault {
	if (!isRecord(body)) throw new Error('A fault must be an object');
	const { path, kind, method, times, skip, statusCode, headers, delayMs } = body;
	if (typeof path !== 'string') throw new Error('path must be a regular expression');
	const knownKind = KINDS.find((name) => name === kind);
	if (knownKind === undefined) throw new Error(`kind must be one of ${KINDS.join(', ')}`);
	return {
		path,
		kind: knownKind,
		method: typeof method === 'string' ? method : undefined,
		times: typeof times === 'number' ? times : undefined,
		skip: typeof skip === 'number' ? skip : undefined,
		statusCode: typeof statusCode === 'number' ? statusCode : undefined,
		headers: isRecord(headers) ? stringValues(headers) : undefined,
		body: body.body,
		delayMs: typeof delayMs === 'number' ? delayMs : undefined,
	};
}

function stringValues(record: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
}
