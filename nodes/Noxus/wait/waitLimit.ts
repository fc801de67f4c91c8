import type { ValuesOf } from '../../../common/items/fields';
import type { progressOptions } from '../fields/progress';
import type { WaitSettings } from '../fields/wait';

/** Until when a run is waited for. Plain JSON, because it is kept with a parked execution. */
export interface WaitLimit {
	maxWaitMs: number;
	/** From when it counts. */
	fromMs: number;
	/** Whether it counts again from each progress. */
	countsFromProgress: boolean;
}

type LimitSettings = Pick<WaitSettings, 'maxWaitMinutes'> &
	Pick<ValuesOf<typeof progressOptions>, 'maxWaitFrom'>;

/** The limit of a wait that begins now. */
export function startWaitLimit({ maxWaitMinutes, maxWaitFrom }: LimitSettings): WaitLimit {
	return {
		maxWaitMs: maxWaitMinutes * 60_000,
		fromMs: Date.now(),
		countsFromProgress: maxWaitFrom === 'progress',
	};
}

/** When the limit is reached, as it is now. */
export const deadlineOf = ({ fromMs, maxWaitMs }: WaitLimit): number => fromMs + maxWaitMs;

/** The run has made progress. */
export function noteProgress(limit: WaitLimit): void {
	if (limit.countsFromProgress) limit.fromMs = Date.now();
}
