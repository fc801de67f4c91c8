import { openRunEvents } from '../transport/events';
import { pause } from '../transport/pause';
import { backoffMs, type Backoff } from '../transport/retry';
import { followStream, type Following, type Progress } from './followStream';
import { endsWait } from './runState';

/** After so many streams in a row that broke off without an event, polling is the better way. */
const MAX_BROKEN_STREAMS = 3;
const RECONNECT_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 5_000 };

/** How following the stream ended; all but `over` leave the wait to polling. */
export type StreamOutcome = 'over' | 'refused' | 'broken' | 'tooLarge';

/**
 * Follows the run's events until waiting is over or the deadline has come. The run, not the stream,
 * is the truth: it is read after each end, and beside a stream that does not speak (what happened
 * before it was opened is not always replayed). Who listens gets the events to the last, also of a
 * run that is over before they came. Throws like `RunReader.read`.
 */
export async function streamRun(following: Following): Promise<StreamOutcome> {
	const { context, reader, deadlineAtMs, onEvent } = following;
	const progress: Progress = { silentStreams: 0 };
	const isOver = () => endsWait(reader.latest.status);
	for (let broken = 0; broken < MAX_BROKEN_STREAMS; ) {
		if (broken > 0) await pause(context, backoffMs(broken, RECONNECT_BACKOFF, Math.random));
		const wasOver = isOver();
		const { etag } = progress;
		const leftMs = deadlineAtMs - Date.now();
		const stream = await openRunEvents(context, reader.latest.id, etag, leftMs);
		if (stream === 'refused') return wasOver ? 'over' : 'refused';
		const end = stream === 'failed' ? 'failed' : await followStream(following, stream, progress);
		if (!isOver()) await reader.read();
		if (Date.now() >= deadlineAtMs) return 'over';
		const isStuck = etag === progress.etag;
		const isHeardOut = end === 'saidOver' || onEvent === undefined || (wasOver && isStuck);
		if (isOver() && isHeardOut) return 'over';
		if (end === 'tooLarge') return isOver() ? 'over' : 'tooLarge';
		broken = isStuck && end !== 'silent' ? broken + 1 : 0;
	}
	return isOver() ? 'over' : 'broken';
}
