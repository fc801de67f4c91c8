/** What failed with the streams of one job, and when to open the next. Pure. */

import { backoffMs, type Backoff } from '../http/retry';

/** After so many streams in a row that broke off without an event, polling is the better way. */
const MAX_BROKEN_STREAMS = 3;
const RECONNECT_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 5_000 };

/** The job is read each time, so this is polling until there is a stream again, and as rare as that. */
const UNOPENED_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 15_000 };

/** From so many on, the user should know. */
const MANY_UNOPENED = 3;

/** Counts failures in a row. */
export class StreamHealth {
	private broken = 0;
	private unopened = 0;

	/**
	 * A stream was healthy (it brought news, or was there and silent), broke off without news, or could
	 * not be opened, which passes, as a restart of the service or a lost connection does.
	 */
	note(rating: 'healthy' | 'broken' | 'unopened'): void {
		if (rating === 'unopened') {
			this.unopened++;
			return;
		}
		this.unopened = 0;
		this.broken = rating === 'broken' ? this.broken + 1 : 0;
	}

	/** Whether another stream would do no better. */
	get isHopeless(): boolean {
		return this.broken >= MAX_BROKEN_STREAMS;
	}

	/** Whether the job has been followed without a stream for a while. */
	get isPolling(): boolean {
		return this.unopened >= MANY_UNOPENED;
	}

	/** How long to wait before the next stream, in ms. */
	delayMs(random: () => number): number {
		if (this.unopened > 0) return backoffMs(this.unopened, UNOPENED_BACKOFF, random);
		return this.broken > 0 ? backoffMs(this.broken, RECONNECT_BACKOFF, random) : 0;
	}
}
