import { dropOldest } from './dropOldest';

/** Keys that are remembered for a short time, and not more than some of them. Pure. */
export class RecentKeys {
	private readonly addedAtMs = new Map<string, number>();

	constructor(
		private readonly keptMs: number,
		private readonly maxKept: number,
	) {}

	add(key: string, nowMs: number): void {
		this.addedAtMs.delete(key);
		this.addedAtMs.set(key, nowMs);
		dropOldest(this.addedAtMs, this.maxKept);
	}

	has(key: string, nowMs: number): boolean {
		const atMs = this.addedAtMs.get(key);
		if (atMs === undefined) return false;
		// A clock that was set back must not keep a key for hours.
		if (Math.abs(nowMs - atMs) < this.keptMs) return true;
		this.addedAtMs.delete(key);
		return false;
	}
}
