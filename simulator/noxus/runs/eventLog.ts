import { FollowedLog } from '../../http/followedLog';

export interface RunEvent {
	type: 'content' | 'state';
	data: Record<string, unknown>;
	/** `<ms>-<seq>`, as the ids of a Redis stream. */
	redisId: string;
}

/** The events of one run in order, with their ids (contract 3). */
export class EventLog extends FollowedLog<RunEvent> {
	private lastMs = 0;
	private lastSeq = 0;

	append(type: RunEvent['type'], data: Record<string, unknown>): void {
		this.push({ type, data, redisId: this.nextId() });
	}

	/** Index of the first event after `etag`, or from it on. */
	indexAfter(etag: string, isInclusive = false): number {
		const least = isInclusive ? 0 : 1;
		const index = this.all.findIndex(({ redisId }) => compareIds(redisId, etag) >= least);
		return index === -1 ? this.all.length : index;
	}

	/** Redis never goes back: within one millisecond, or when the clock does, `seq` counts. */
	private nextId(): string {
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

/** Order of two redisIds; an id without `-seq` is the first of its millisecond, as in Redis. */
function compareIds(left: string, right: string): number {
	const [leftMs = 0, leftSeq = 0] = left.split('-').map(Number);
	const [rightMs = 0, rightSeq = 0] = right.split('-').map(Number);
	return leftMs - rightMs || leftSeq - rightSeq;
}
