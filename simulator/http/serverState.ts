import type { Call } from './callLog';
import { FaultList } from './faults';
import { RateLimiter } from './rateLimiter';
import { Timers } from './timers';

/** What every simulator knows, whichever service it stands for. */
export class ServerState<AnyCall extends Call = Call> {
	readonly calls: AnyCall[] = [];
	readonly faults = new FaultList();
	readonly rateLimiter = new RateLimiter();
	readonly timers = new Timers();
	baseUrl = '';
	private epoch = new AbortController();

	/** Aborts at the next reset, and at the end. */
	get epochSignal(): AbortSignal {
		return this.epoch.signal;
	}

	/** Ends open streams and freezes runs in flight where they are. */
	halt(): void {
		this.epoch.abort();
		this.epoch = new AbortController();
		this.timers.clear();
	}

	/** Back to the start. */
	reset(): void {
		this.halt();
		this.calls.length = 0;
		this.faults.clear();
		this.rateLimiter.clear();
	}
}
