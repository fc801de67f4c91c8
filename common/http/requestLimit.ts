/**
 * Ends a request after a total time. n8n's option `timeout` does not: with redirects off it is the
 * idle time of the socket, so that a body of one byte a second never ends (n8n 2.41, axios 1.18).
 */
export class RequestLimit {
	/** Ends the request: after the time, by `close`, or when one of the other signals does. */
	readonly signal: AbortSignal;
	/** Whether the time was over before the request was. */
	isOver = false;
	private readonly ending = new AbortController();
	private isReleased = false;

	/** `others` end the request, too. */
	constructor(limitMs: number, others: Array<AbortSignal | undefined>) {
		const signals = others.filter((signal) => signal !== undefined);
		this.signal = AbortSignal.any([this.ending.signal, ...signals]);
		AbortSignal.timeout(limitMs).addEventListener('abort', () => {
			if (this.isReleased) return;
			this.isOver = true;
			this.ending.abort();
		});
	}

	/** The request keeps running without a limit of time: a stream was opened. */
	release(): void {
		this.isReleased = true;
	}

	/** Ends what is left of the request. A silent stream cannot be ended in another way. */
	close(): void {
		this.isReleased = true;
		this.ending.abort();
	}
}

/** A signal that follows `stop` after `graceMs`, for a request whose answer is worth that time. */
export function withGrace(stop: AbortSignal | undefined, graceMs: number): AbortSignal | undefined {
	if (stop === undefined) return undefined;
	const ended = new AbortController();
	const begin = () =>
		AbortSignal.timeout(graceMs).addEventListener('abort', () => ended.abort(), { once: true });
	if (stop.aborted) begin();
	else stop.addEventListener('abort', begin, { once: true });
	return ended.signal;
}
