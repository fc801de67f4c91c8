import { StreamHealth } from '../../../common/wait/streamHealth';
import { openRunEvents } from '../api/runEvents';
import { endsWait } from '../api/runState';
import { followStream, type Following, type StreamPosition } from './followStream';
import { outcomeOf, ratingOf, type StreamOutcome } from './streamDecision';

/**
 * Follows the run's events until waiting is over or the deadline has come. The run, not the stream,
 * is the truth: it is read after each end, and beside a stream that is silent (what happened before
 * it was opened is not always replayed). A listener gets the events to the last, also of a run that
 * is over before they came. Throws like `JobReader.read`.
 */
export async function streamRun(following: Following): Promise<StreamOutcome> {
	const { client, reader, deadlineAtMs, onEvent } = following;
	const position: StreamPosition = following.position ?? { silentStreams: 0 };
	const health = new StreamHealth();
	const isOver = () => endsWait(reader.latest.status);
	const leftMs = () => Math.max(0, deadlineAtMs - Date.now());
	let hasReportedOver = false;
	for (;;) {
		const delayMs = Math.min(health.delayMs(Math.random), leftMs());
		if (delayMs > 0) await client.pause(delayMs);
		const wasOver = isOver();
		const { etag } = position;
		const stream = await openRunEvents(client, reader.latest.id, etag, leftMs());
		const end =
			typeof stream === 'object' ? await followStream(following, stream, position) : stream;
		if (end !== 'refused' && !isOver()) await reader.read();
		const facts = {
			end,
			wasOver,
			isOver: isOver(),
			hasNews: etag !== position.etag,
			isListening: onEvent !== undefined,
			isUnreachable: reader.isUnreachable,
			isTimeUp: leftMs() === 0,
		};
		if (facts.hasNews) hasReportedOver = end === 'reportedOver';
		health.note(ratingOf(facts));
		const { isHopeless, isPolling } = health;
		const outcome = outcomeOf(facts, { isHopeless, isPolling, hasReportedOver });
		if (outcome !== undefined) return outcome;
	}
}
