import { sleep } from 'n8n-workflow';

import type { RunEvent, RunEventStream } from '../api/runEvents';
import type { ApiClient } from '../../../common/http/apiClient';
import type { Run } from '../api/run';
import { getRun } from '../api/runs';
import { isFinal } from '../api/runState';

/** After so long without an event the run is asked for; one that has ended says nothing more. */
const SILENCE_MS = 2_000;
/** For reading the run in between; it must not take long. */
const LIMITS = { timeoutMs: 5_000, maxAttempts: 1 };

/** All events of one item; they are kept in memory, and n8n stores them. */
const MAX_CHARS = 64 * 1024 * 1024;

/** Where to begin and when to stop. */
export interface EventBounds {
	/** Only events after this one. */
	etag?: string;
	maxEvents: number;
	/** A read of the run that has begun by then is finished first. */
	deadlineAtMs: number;
	/** Called if an event could not be read: it is left out, with all after it. */
	onTooLarge?: () => void;
}

/** What was read of a run's events, over all its streams. */
export class EventLog {
	readonly events: RunEvent[] = [];
	/** Where to continue; undefined if the last event did not say. */
	etag: string | undefined;
	private readonly seen = new Set<string>();
	/** What came by streams that have ended. */
	private earlierChars = 0;

	constructor(
		private readonly client: ApiClient,
		private run: Run,
		private readonly bounds: EventBounds,
	) {
		this.etag = bounds.etag;
		// Noxus may send the event to continue after again.
		if (bounds.etag !== undefined) this.seen.add(bounds.etag);
	}

	/** Reads a stream and closes it. `over` means that enough was read; `ended`, that it broke off. */
	async read(stream: RunEventStream): Promise<'over' | 'ended'> {
		const iterator = stream.events[Symbol.asyncIterator]();
		const next = oneByOne(iterator);
		try {
			for (;;) {
				const leftMs = this.bounds.deadlineAtMs - Date.now();
				if (leftMs <= 0) return 'over';
				const event = await next(Math.min(SILENCE_MS, leftMs));
				if (event === 'ended') return 'ended';
				if (event !== 'silent') {
					this.add(event);
					if (this.isEnough(event)) return 'over';
					if (stream.receivedChars() + this.earlierChars > MAX_CHARS) return this.endAtSize();
				} else if (isFinal(this.run.status) || Date.now() >= this.bounds.deadlineAtMs) {
					return 'over';
				} else {
					await this.lookAtRun();
				}
			}
		} finally {
			this.earlierChars += stream.receivedChars();
			stream.close();
			iterator.return?.().catch(() => {});
		}
	}

	private endAtSize(): 'over' {
		this.bounds.onTooLarge?.();
		return 'over';
	}

	private add(event: RunEvent): void {
		if (event.etag !== undefined && this.seen.has(event.etag)) return;
		if (event.etag !== undefined) this.seen.add(event.etag);
		this.etag = event.etag;
		this.events.push(event);
		const { status } = event.data;
		const isLastState = event.type === 'state' && isFinal(status);
		// Noxus may have a word more to say, so this alone is no reason to stop.
		if (isLastState) this.run = { ...this.run, status: String(status) };
	}

	private isEnough({ data }: RunEvent): boolean {
		return this.events.length >= this.bounds.maxEvents || isFinal(data.workflow_status);
	}

	/** The stream never speaks of some ends (API page "Run Events"). */
	private async lookAtRun(): Promise<void> {
		const { id: runId, workflowId } = this.run;
		try {
			this.run = await getRun(this.client, { runId, workflowId }, LIMITS);
		} catch {
			this.client.throwIfStopped();
			// Noxus is unreachable at the moment; the next silence reads again.
		}
	}
}

/** Gives the next event, or `silent` when none comes in the time; that one comes at the next call. */
function oneByOne(iterator: AsyncIterator<RunEvent>) {
	let pending: Promise<IteratorResult<RunEvent, unknown>> | undefined;
	return async (maxMs: number): Promise<RunEvent | 'silent' | 'ended'> => {
		pending ??= iterator.next();
		const result = await Promise.race([pending, sleep(maxMs)]);
		if (typeof result !== 'object') return 'silent';
		pending = undefined;
		return result.done ? 'ended' : result.value;
	};
}
