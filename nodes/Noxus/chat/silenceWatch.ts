import { backoffMs, type Backoff } from '../../../common/http/retry';
import { Watchdog } from '../../../common/http/watchdog';

/** After so long without a frame, it is checked whether the turn is over: a stream may die silently. */
const SILENCE: Backoff = { firstMs: 15_000, factor: 2, capMs: 60_000 };

/**
 * Watches over a request that sends a message. While it is silent, `isOver` is asked now and then,
 * and the request is ended if the turn is over or the deadline has come. Not ended for its silence
 * alone: a service may stop a turn whose reader hangs up. Always stop it.
 */
export class SilenceWatch {
	private watchdog: Watchdog;
	private checkCount = 0;
	private hasStopped = false;

	constructor(
		private readonly isOver: () => Promise<boolean>,
		private readonly endRequest: () => void,
		private readonly deadlineAtMs: number,
	) {
		this.watchdog = this.begin();
	}

	/** Something has come. */
	moved(): void {
		this.checkCount = 0;
		this.watchdog.moved();
	}

	stop(): void {
		this.hasStopped = true;
		this.watchdog.stop();
	}

	private begin(): Watchdog {
		const silenceMs = backoffMs(this.checkCount + 1, SILENCE, () => 1);
		return new Watchdog(silenceMs, () => void this.check(), this.deadlineAtMs);
	}

	private async check(): Promise<void> {
		if (Date.now() >= this.deadlineAtMs) return this.endRequest();
		this.checkCount++;
		const isOver = await this.isOver().catch(() => false);
		if (this.hasStopped) return;
		if (isOver) this.endRequest();
		else this.watchdog = this.begin();
	}
}
