/** Ids as those of a Redis stream, `<ms>-<seq>`, each after the one before. */
export class RedisIds {
	private lastMs = 0;
	private lastSeq = 0;

	/** Redis never goes back: within one millisecond, or when the clock does, `seq` counts. */
	next(): string {
		const nowMs = Date.now();
		if (nowMs > this.lastMs) {
			this.lastMs = nowMs;
			this.lastSeq = 0;
		} else {
			this.lastSeq += 1;
		}
		return `${this.lastMs}-${this.lastSeq}`;
	}
}

/** Index of the first of these ids after `etag`, or from it on. */
export function indexAfter(ids: readonly string[], etag: string, isInclusive = false): number {
	const least = isInclusive ? 0 : 1;
	const index = ids.findIndex((id) => compareIds(id, etag) >= least);
	return index === -1 ? ids.length : index;
}

/** Order of two ids; one without `-seq` is the first of its millisecond, as in Redis. */
function compareIds(left: string, right: string): number {
	const [leftMs = 0, leftSeq = 0] = left.split('-').map(Number);
	const [rightMs = 0, rightSeq = 0] = right.split('-').map(Number);
	return leftMs - rightMs || leftSeq - rightSeq;
}
