/** Maps that hold a limited number of entries. Pure. */

/** Drops what was put in first if a map holds more than `max` entries. */
export function dropOldest(map: Map<string, unknown>, max: number): void {
	for (const key of map.keys()) {
		if (map.size <= max) return;
		map.delete(key);
	}
}

/** Keys that are remembered for a short time, a limited number of them. */
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

/** Lets one line of a kind through at a time, and counts those that it holds back. */
export class PacedLines {
	private readonly byKind = new Map<string, { atMs: number; heldBack: number }>();

	constructor(
		private readonly everyMs: number,
		private readonly maxKinds: number,
	) {}

	/** How many were held back since the last line, if another is due; undefined if none is. */
	take(kind: string, nowMs: number): number | undefined {
		const last = this.byKind.get(kind);
		// A clock that was set back must not hold a line back for hours.
		if (last !== undefined && Math.abs(nowMs - last.atMs) < this.everyMs) {
			last.heldBack++;
			return undefined;
		}
		this.byKind.delete(kind);
		this.byKind.set(kind, { atMs: nowMs, heldBack: 0 });
		dropOldest(this.byKind, this.maxKinds);
		return last?.heldBack ?? 0;
	}
}

/** What belongs to a key, such as a trigger: made when it is first asked for, the oldest dropped. */
export class KeyedStates<State> {
	private readonly states = new Map<string, State>();

	constructor(
		private readonly maxKept: number,
		private readonly make: () => State,
	) {}

	/** The state of a key, which counts as the newest from now on. */
	of(key: string): State {
		const state = this.states.get(key) ?? this.make();
		this.states.delete(key);
		this.states.set(key, state);
		dropOldest(this.states, this.maxKept);
		return state;
	}

	/** The state of a key if there is one. */
	find(key: string): State | undefined {
		return this.states.get(key);
	}

	delete(key: string): void {
		this.states.delete(key);
	}
}
