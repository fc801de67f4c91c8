import { sleep } from 'n8n-workflow';

import type { NoxusContext } from '../../../common/http/context';
import type { RunEvent, RunEventStream } from '../api/runEvents';
import { backoffMs, type Backoff } from '../../../common/http/retry';
import { Watchdog } from '../../../common/http/watchdog';
import type { RunReader } from './readRun';
import { endsWait, isEndingEvent } from '../api/runState';

/**
 * Without an event for this long, the stream is closed and the run is asked for: the stream may have
 * died without a word, and it never speaks of runs that were stopped or wait for a person.
 */
const SILENCE: Backoff = { firstMs: 15_000, factor: 2, capMs: 60_000 };

/** The same for the events of a run that is over: they are there, or they do not come. */
const LAST_WORDS_MS = 1_000;

/** A new stream that has said nothing for so long may be that of a run that is over already. */
const FIRST_WORD_MS = 1_000;

/** What became of one stream. */
type StreamEnd = 'saidOver' | 'silent' | 'cut' | 'tooLarge';

/** How far the streams of a run have come. */
export interface Progress {
	/** Of the last event; the next stream goes on after it. */
	etag?: string;
	/** How many streams in a row were silent to their end; each makes us more patient. */
	silentStreams: number;
}

/** What it takes to follow a run. */
export interface Following {
	context: NoxusContext;
	reader: RunReader;
	deadlineAtMs: number;
	/** Gets each event once. */
	onEvent?: (event: RunEvent) => void;
}

/** Reads one stream to its end, and the run beside it where the stream does not speak. */
export async function followStream(
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
			reader.noteContact();
			// Whether a stream goes on after the event or with it, the API page does not say.
			const isNew = event.etag === undefined || event.etag !== progress.etag;
			if (isNew) {
				watchdog.moved();
				hasHeard = true;
				progress.etag = event.etag ?? progress.etag;
				progress.silentStreams = 0;
				onEvent?.(event);
			}
			if (isEndingEvent(event)) return 'saidOver';
		}
		if (stream.wasTooLarge()) return 'tooLarge';
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
