import { FollowedLog } from '../../http/followedLog';
import { indexAfter, RedisIds } from '../redisIds';

export interface RunEvent {
	type: 'content' | 'state';
	data: Record<string, unknown>;
	/** `<ms>-<seq>`, as the ids of a Redis stream. */
	redisId: string;
}

/** The events of one run in order, with their ids (contract 3). */
export class EventLog extends FollowedLog<RunEvent> {
	private readonly ids = new RedisIds();

	append(type: RunEvent['type'], data: Record<string, unknown>): void {
		this.push({ type, data, redisId: this.ids.next() });
	}

	/** Index of the first event after `etag`, or from it on. */
	indexAfter(etag: string, isInclusive = false): number {
		const ids = this.all.map(({ redisId }) => redisId);
		return indexAfter(ids, etag, isInclusive);
	}
}
