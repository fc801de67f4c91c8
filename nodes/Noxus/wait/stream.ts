import { sleep } from 'n8n-workflow';

import { openRunEvents, type RunEvent, type RunEventStream } from '../transport/events';
import { pause } from '../transport/pause';
import type { NoxusContext } from '../transport/context';
import { backoffMs, type Backoff } from '../transport/retry';
import { Watchdog } from '../transport/watchdog';
import type { RunReader } from './readRun';
import { endsWait, isEndingEvent } from './runState';

/**
 * Without an event for this long, the stream is closed and the run is asked for: the stream may have
 * died without a word, and it never speaks of runs that were stopped or wait for a person.
 */
const SILENCE: Backoff = { firstMs: 15_000, factor: 2, capMs: 60_000 };

/** The same for the events of a run that is over: they are there, or they do not come. */
const LAST_WORDS_MS = 1_000;

/** A new stream that has said nothing for so long may be that of a run that is over already. */
const FIRST_WORD_MS = 1_000;

/** After so many streams in a row that broke off without an event, polling is the better way. */
const MAX_BROKEN_STREAMS = 3;
const RECONNECT_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 5_000 };

/** How following the stream ended; all but `over` leave the wait to polling. */
export type StreamOutcome = 'over' | 'refused' | 'broken';

/** What became of one stream. */
type StreamEnd = 'saidOver' | 'silent' | 'cut' | 'failed';

interface Progress {
	/** Of the last event; the next stream goes on after it. */
	etag?: string;
	/** How many streams in a row were silent to their end; each makes us more patient. */
	silentStreams: number;
}

/** What it takes to follow a run. */
interface Following {
	context: NoxusContext;
	reader: RunReader;
	deadlineAtMs: number;
	/** Gets each event once. */
	onEvent?: (event: RunEvent) => void;
}

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
		const end = stream === 'failed' ? 'failed' : await follow(following, stream, progress);
		if (!isOver()) await reader.read();
		if (Date.now() >= deadlineAtMs) return 'over';
		const isStuck = etag === progress.etag;
		const isHeardOut = end === 'saidOver' || onEvent === undefined || (wasOver && isStuck);
		if (isOver() && isHeardOut) return 'over';
		broken = isStuck && end !== 'silent' ? broken + 1 : 0;
	}
	return isOver() ? 'over' : 'broken';
}

/** Reads one stream to its end, and the run beside it where the stream does not speak. */
async function follow(
	{ reader, deadlineAtMs, onEvent }: Following,
	stream: RunEventStream,
	progress: Progress,
): Promise<StreamEnd> {
	const silenceMs = backoffMs(progress.silentStreams + 1, SILENCE, () => 1);
	let hasHeard = false;
	let wasSilent = false;
	const close = () => {
		wasSilent = true;
		stream.close();
	};
	const watchdog = new Watchdog(silenceMs, close, deadlineAtMs);
	const listen = async (): Promise<StreamEnd> => {
		for await (const event of stream.events) {
			watchdog.moved();
			hasHeard = true;
			progress.etag = event.etag ?? progress.etag;
			progress.silentStreams = 0;
			onEvent?.(event);
			if (isEndingEvent(event)) return 'saidOver';
		}
		if (!wasSilent) return 'cut';
		progress.silentStreams++;
		return 'silent';
	};
	const listening = listen();
	// Not one after the other: what a cut connection has brought is lost to one who has not read it.
	const look = async () => {
		if (!endsWait(reader.latest.status)) {
			const end = await Promise.race([listening, sleep(FIRST_WORD_MS)]);
			if (end !== undefined || hasHeard) return;
			await reader.read();
		}
		if (!endsWait(reader.latest.status)) return;
		if (onEvent === undefined) stream.close();
		else watchdog.limit(LAST_WORDS_MS);
	};
	try {
		const [end] = await Promise.all([listening, look()]);
		return end;
	} finally {
		watchdog.stop();
		stream.close();
	}
}
