import { dropOldest } from '../util/dropOldest';

/** Lets one line of a kind through at a time, and counts what it holds back. Pure. */
export class PacedLines {
	private readonly byKind = new Map<string, { atMs: number; heldBack: number }>();

	constructor(
		private readonly everyMs: number,
		private readonly maxKinds: number,
	) {}

	/** How many were held back since the last line, where another is due; undefined where none is. */
	take(kind: string, nowMs: number): number | undefined {
		const last = this.byKind.get(kind);
		// A clock that was set back must not keep a line back for hours.
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
