import { openRunEvents } from '../api/runEvents';
import { pause } from '../../../common/http/pause';
import { followStream, type Following, type Progress } from './followStream';
import { endsWait } from '../api/runState';
import { Setbacks } from '../../../common/wait/streamHealth';

/**
 * How following the stream ended; all but `over` leave the wait to polling. After `unopened` the wait
 * is over, too, but the run was polled.
 */
export type StreamOutcome = 'over' | 'refused' | 'broken' | 'behind' | 'unopened' | 'tooLarge';

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
	const setbacks = new Setbacks();
	let hasSaidOver = false;
	while (!setbacks.isHopeless) {
		const leftMs = () => Math.max(0, deadlineAtMs - Date.now());
		const delayMs = setbacks.delayMs(Math.random);
		if (delayMs > 0) await pause(context, Math.min(delayMs, leftMs()));
		const wasOver = isOver();
		const { etag } = progress;
		const stream = await openRunEvents(context, reader.latest.id, etag, leftMs());
		if (stream === 'refused') return wasOver ? 'over' : 'refused';
		const isOpen = typeof stream === 'object';
		const end = isOpen ? await followStream(following, stream, progress) : stream;
		if (!isOver()) await reader.read();
		const isStuck = etag === progress.etag;
		if (!isStuck) hasSaidOver = end === 'saidOver';
		if (end === 'failed' || (end === 'unanswered' && reader.isAway)) setbacks.noteUnopened();
		else if (isStuck && end !== 'silent') setbacks.noteBroken();
		else setbacks.clear();
		const isHeardOut = end === 'saidOver' || onEvent === undefined || (wasOver && isStuck);
		if ((isOver() && isHeardOut) || leftMs() === 0) {
			return setbacks.isPolling ? 'unopened' : 'over';
		}
		if (end === 'tooLarge') return isOver() ? 'over' : 'tooLarge';
	}
	if (isOver()) return 'over';
	return hasSaidOver ? 'behind' : 'broken';
}
