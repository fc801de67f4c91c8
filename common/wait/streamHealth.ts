/** What went wrong with the streams of one run, and when to open the next. Pure. */

import { backoffMs, type Backoff } from '../http/retry';

/** After so many streams in a row that broke off without an event, polling is the better way. */
const MAX_BROKEN_STREAMS = 3;
const RECONNECT_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 5_000 };

/** The run is read each time, so this is polling until there is a stream again, and as rare as that. */
const UNOPENED_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 15_000 };

/** From so many on, the user is told. */
const MANY_UNOPENED = 3;

/** Counts what went wrong in a row. */
export class Setbacks {
	private broken = 0;
	private unopened = 0;

	/** A stream brought something new, or was there and had nothing to say. */
	clear(): void {
		this.broken = 0;
		this.unopened = 0;
	}

	/** A stream ended without anything new, or there was no answer although Noxus can be asked. */
	noteBroken(): void {
		this.broken++;
		this.unopened = 0;
	}

	/** A stream could not be opened: that passes, as a restart of Noxus or a lost connection does. */
	noteUnopened(): void {
		this.unopened++;
	}

	/** Whether another stream would do no better. */
	get isHopeless(): boolean {
		return this.broken >= MAX_BROKEN_STREAMS;
	}

	/** Whether the run has been followed without a stream for a while. */
	get isPolling(): boolean {
		return this.unopened >= MANY_UNOPENED;
	}

	/** How long to wait before the next stream, in ms. */
	delayMs(random: () => number): number {
		if (this.unopened > 0) return backoffMs(this.unopened, UNOPENED_BACKOFF, random);
		return this.broken > 0 ? backoffMs(this.broken, RECONNECT_BACKOFF, random) : 0;
	}
}
