import type { Timers } from '../../http/timers';

type Send = () => Promise<void>;

/** Turns the order of things around in pairs: each waits for the next, which goes first. */
export class HoldingPen {
	private held: { send: Send; cancelRelease: () => void } | null = null;

	constructor(private readonly timers: Timers) {}

	/** Keeps `send` until the next one has gone out, or for `holdMs`. */
	hold(send: Send, holdMs: number): void {
		const earlier = this.held;
		if (earlier !== null) {
			this.held = null;
			earlier.cancelRelease();
			void send().then(earlier.send);
			return;
		}
		const cancelRelease = this.timers.after(holdMs, () => {
			this.held = null;
			void send();
		});
		this.held = { send, cancelRelease };
	}

	forget(): void {
		this.held = null;
	}
}
