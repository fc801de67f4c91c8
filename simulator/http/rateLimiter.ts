import { ApiError } from './errors';

export interface RateLimit {
	requests: number;
	windowMs: number;
	retryAfter: 'seconds' | 'date' | 'none';
}

/** Counts calls per key in fixed windows (real limits are not documented). */
export class RateLimiter {
	private readonly windows = new Map<string, { startedAtMs: number; count: number }>();

	/** Throws a 429 when the key has used up its window. */
	admit(keyName: string, limit: RateLimit | null): void {
		if (limit === null) return;
		const nowMs = Date.now();
		let current = this.windows.get(keyName);
		if (current === undefined || nowMs >= current.startedAtMs + limit.windowMs) {
			current = { startedAtMs: nowMs, count: 0 };
			this.windows.set(keyName, current);
		}
		current.count += 1;
		if (current.count <= limit.requests) return;
		const endsAtMs = current.startedAtMs + limit.windowMs;
		throw new ApiError(429, 'Rate limit exceeded', retryAfter(limit, nowMs, endsAtMs));
	}

	clear(): void {
		this.windows.clear();
	}
}

function retryAfter(limit: RateLimit, nowMs: number, endsAtMs: number): Record<string, string> {
	if (limit.retryAfter === 'none') return {};
	if (limit.retryAfter === 'seconds') {
		return { 'retry-after': String(Math.ceil((endsAtMs - nowMs) / 1000)) };
	}
	// An HTTP date has whole seconds only, so round up or the client comes back too early.
	const endsAtSecond = Math.ceil(endsAtMs / 1000) * 1000;
	return { 'retry-after': new Date(endsAtSecond).toUTCString() };
}
