/** Permits that come at a steady rate, with some in reserve for a burst. Pure. */
export class RateBudget {
	private permits: number;
	private atMs = 0;

	constructor(private readonly limits: { burst: number; perSecond: number }) {
		this.permits = limits.burst;
	}

	/** In how many ms a permit is there; 0 if there is one. */
	waitMs(nowMs: number): number {
		this.refill(nowMs);
		if (this.permits >= 1) return 0;
		return Math.ceil(((1 - this.permits) / this.limits.perSecond) * 1000);
	}

	/** Uses a permit up. */
	take(nowMs: number): void {
		this.refill(nowMs);
		this.permits--;
	}

	private refill(nowMs: number): void {
		// A clock that was set back gives nothing, and takes nothing.
		const elapsedMs = Math.max(0, nowMs - this.atMs);
		this.atMs = nowMs;
		const { burst, perSecond } = this.limits;
		this.permits = Math.min(burst, this.permits + (elapsedMs / 1000) * perSecond);
	}
}

/**
 * Takes a permit of each budget if all of them have one, and returns 0; else takes none, and returns
 * in how many ms they have. Pure.
 */
export function takeFromAll(budgets: RateBudget[], nowMs: number): number {
	const waitMs = Math.max(0, ...budgets.map((budget) => budget.waitMs(nowMs)));
	if (waitMs === 0) for (const budget of budgets) budget.take(nowMs);
	return waitMs;
}
