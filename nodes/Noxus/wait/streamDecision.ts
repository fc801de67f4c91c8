/** What follows from the end of one event stream of a run. Pure. */

import type { NoStream } from '../../../common/http/eventStream';

/** How one stream ended, or why there was none. */
export type StreamEnd = NoStream | 'reportedOver' | 'silent' | 'cut' | 'tooLarge';

/**
 * How following a run's streams ended; all but `over` leave the wait to polling. After `unopened` the
 * wait is over, too, but the run was polled.
 */
export type StreamOutcome = 'over' | 'refused' | 'broken' | 'late' | 'unopened' | 'tooLarge';

/** What is known after one stream. */
export interface StreamFacts {
	end: StreamEnd;
	/** The run was over before the stream was opened. */
	wasOver: boolean;
	/** The run is over now. */
	isOver: boolean;
	/** The stream brought an event that is new. */
	hasNews: boolean;
	/** A reader wants all events, also those that come after the end of the run. */
	isListening: boolean;
	/** Noxus could not be reached when the run was read. */
	isUnreachable: boolean;
	isTimeUp: boolean;
}

/** How a stream counts: as healthy, as broken off without news, or as one that could not be opened. */
export function ratingOf({
	end,
	hasNews,
	isUnreachable,
}: StreamFacts): 'healthy' | 'broken' | 'unopened' {
	if (end === 'failed' || (end === 'unanswered' && isUnreachable)) return 'unopened';
	return hasNews || end === 'silent' ? 'healthy' : 'broken';
}

/** What is known of all streams of the run so far. */
export interface StreamHistory {
	/** Another stream would do no better. */
	isHopeless: boolean;
	/** The run has been followed without a stream for a while. */
	isPolling: boolean;
	/** The last stream with news reported that the run is over. */
	hasReportedOver: boolean;
}

/** The rules in their order; the first that applies decides. Without one, another stream is opened. */
const RULES: Array<(facts: StreamFacts, history: StreamHistory) => StreamOutcome | undefined> = [
	({ end, wasOver }) => (end === 'refused' ? (wasOver ? 'over' : 'refused') : undefined),
	(facts, { isPolling }) => {
		const isDone = facts.isTimeUp || (facts.isOver && isReadToItsEnd(facts));
		return isDone ? (isPolling ? 'unopened' : 'over') : undefined;
	},
	({ end, isOver }) => (end === 'tooLarge' ? (isOver ? 'over' : 'tooLarge') : undefined),
	({ isOver }, { isHopeless, hasReportedOver }) => {
		if (!isHopeless) return undefined;
		if (isOver) return 'over';
		return hasReportedOver ? 'late' : 'broken';
	},
];

/** The outcome; undefined if another stream is to be opened. */
export function outcomeOf(facts: StreamFacts, history: StreamHistory): StreamOutcome | undefined {
	for (const rule of RULES) {
		const outcome = rule(facts, history);
		if (outcome !== undefined) return outcome;
	}
	return undefined;
}

/** Whether a reader of the events misses nothing. */
function isReadToItsEnd({ end, isListening, wasOver, hasNews }: StreamFacts): boolean {
	return end === 'reportedOver' || !isListening || (wasOver && !hasNews);
}
