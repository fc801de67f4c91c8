import { sleep } from 'n8n-workflow';

/** The longest nap, so that no watchdog outlives what it watches by more than this. */
const MAX_NAP_MS = 1_000;

/**
 * Watches over something that should move, and calls `onSilent` when it has not for `limitMs`, or
 * when the deadline has come. The time is counted from the start on. Always stop it.
 */
export class Watchdog {
	private movedAtMs = Date.now();
	private restingSinceMs?: number;
	private hasEnded = false;

	constructor(
		private limitMs: number,
		private readonly onSilent: () => void,
		private readonly deadlineAtMs = Infinity,
	) {
		void this.watch();
	}

	/** Something has moved, or is waited for from now on. */
	moved(): void {
		this.movedAtMs = Date.now();
		this.restingSinceMs = undefined;
	}

	/** Nothing is waited for until `moved` or `resume` is called: that is no silence. */
	rest(): void {
		this.restingSinceMs ??= Date.now();
	}

	/** It is waited for again; nothing has moved by that. */
	resume(): void {
		const nowMs = Date.now();
		this.movedAtMs += nowMs - (this.restingSinceMs ?? nowMs);
		this.restingSinceMs = undefined;
	}

	/** From now on so long may pass in silence, counted from the last move. */
	limit(limitMs: number): void {
		this.limitMs = limitMs;
	}

	stop(): void {
		this.hasEnded = true;
	}

	private async watch(): Promise<void> {
		while (!this.hasEnded) {
			const isResting = this.restingSinceMs !== undefined;
			const silentAtMs = isResting ? Infinity : this.movedAtMs + this.limitMs;
			const leftMs = Math.min(silentAtMs, this.deadlineAtMs) - Date.now();
			if (leftMs <= 0) return this.onSilent();
			await sleep(Math.min(leftMs, MAX_NAP_MS));
		}
	}
}
