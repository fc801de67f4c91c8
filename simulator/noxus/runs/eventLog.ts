export interface RunEvent {
	type: 'content' | 'state';
	data: Record<string, unknown>;
	/** `<ms>-<seq>`, as the ids of a Redis stream. */
	redisId: string;
}

/** The events of one run in order, and a way to follow them as they come (contract 3). */
export class EventLog {
	private readonly events: RunEvent[] = [];
	private readonly waiters = new Set<() => void>();
	private isClosed = false;
	private lastMs = 0;
	private lastSeq = 0;

	get all(): readonly RunEvent[] {
		return this.events;
	}

	append(type: RunEvent['type'], data: Record<string, unknown>): void {
		this.events.push({ type, data, redisId: this.nextId() });
		this.wake();
	}

	/** No further events: followers end after the last one. */
	close(): void {
		this.isClosed = true;
		this.wake();
	}

	/** Index of the first event after `etag`, or from it on. */
	indexAfter(etag: string, isInclusive = false): number {
		const least = isInclusive ? 0 : 1;
		const index = this.events.findIndex(({ redisId }) => compareIds(redisId, etag) >= least);
		return index === -1 ? this.events.length : index;
	}

	/** Every event from `index` on, then new ones as they come. */
	async *follow(index: number, signal: AbortSignal): AsyncGenerator<RunEvent> {
		for (let next = index; !signal.aborted; ) {
			const event = this.events[next];
			if (event !== undefined) {
				next += 1;
				yield event;
			} else if (this.isClosed) {
				return;
			} else {
				await this.change(signal);
			}
		}
	}

	/** Redis never goes back: within one millisecond, or when the clock does, `seq` counts. */
	private nextId(): string {
		const nowMs = Date.now();
		if (nowMs > this.lastMs) {
			this.lastMs = nowMs;
			this.lastSeq = 0;
		} else {
			this.lastSeq += 1;
		}
		return `${this.lastMs}-${this.lastSeq}`;
	}

	private async change(signal: AbortSignal): Promise<void> {
		await new Promise<void>((resolve) => {
			const done = () => {
				this.waiters.delete(done);
				signal.removeEventListener('abort', done);
				resolve();
			};
			this.waiters.add(done);
			signal.addEventListener('abort', done, { once: true });
		});
	}

	private wake(): void {
		for (const waiter of [...this.waiters]) waiter();
	}
}

/** Order of two redisIds; an id without `-seq` is the first of its millisecond, as in Redis. */
function compareIds(left: string, right: string): number {
	const [leftMs = 0, leftSeq = 0] = left.split('-').map(Number);
	const [rightMs = 0, rightSeq = 0] = right.split('-').map(Number);
	return leftMs - rightMs || leftSeq - rightSeq;
}
