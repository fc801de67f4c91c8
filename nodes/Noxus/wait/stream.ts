import { sleep } from 'n8n-workflow';

import { openRunEvents, type RunEvent, type RunEventStream } from '../transport/events';
import { pause } from '../transport/pause';
import type { NoxusContext } from '../transport/request';
import { backoffMs, type Backoff } from '../transport/retry';
import type { RunReader } from './readRun';
import { endsWait, isEndingEvent } from './runState';

/**
 * Without an event for this long, the stream is closed and the run is asked for: the stream may have
 * died without a word, and it never speaks of runs that were stopped or wait for a person.
 */
const SILENCE: Backoff = { firstMs: 15_000, factor: 2, capMs: 60_000 };

/** After so many streams in a row that broke off without an event, polling is the better way. */
const MAX_BROKEN_STREAMS = 3;
const RECONNECT_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 5_000 };

/** How following the stream ended; all but `over` leave the wait to polling. */
export type StreamOutcome = 'over' | 'refused' | 'broken';

/** What became of one stream. */
type StreamEnd = 'saidOver' | 'silent' | 'cut';

/**
 * Follows the run's events until waiting is over or the deadline has come. The run, not the stream,
 * is the truth: it is read after each opening (what happened before is not always replayed) and
 * after each end. `onEvent` gets each event once. Throws like `RunReader.read`.
 */
export async function streamRun(
	context: NoxusContext,
	reader: RunReader,
	deadlineAtMs: number,
	onEvent: (event: RunEvent) => void = () => {},
): Promise<StreamOutcome> {
	const progress: Progress = { silentStreams: 0 };
	const isOver = () => endsWait(reader.latest.status) || Date.now() >= deadlineAtMs;
	for (let broken = 0; broken < MAX_BROKEN_STREAMS; ) {
		if (broken > 0) await pause(context, backoffMs(broken, RECONNECT_BACKOFF, Math.random));
		const { etag } = progress;
		const stream = await openRunEvents(context, reader.latest.id, etag);
		if (stream === 'refused') return 'refused';
		if (stream === 'failed') {
			broken++;
			continue;
		}
		try {
			await reader.read();
			if (isOver()) return 'over';
			const end = await readToEnd(stream, progress, deadlineAtMs, onEvent);
			await reader.read();
			if (isOver()) return 'over';
			broken = end === 'cut' && etag === progress.etag ? broken + 1 : 0;
		} finally {
			stream.close();
		}
	}
	return 'broken';
}

interface Progress {
	/** Of the last event; the next stream goes on after it. */
	etag?: string;
	/** How many streams in a row were silent to their end; each makes us more patient. */
	silentStreams: number;
}

async function readToEnd(
	stream: RunEventStream,
	progress: Progress,
	deadlineAtMs: number,
	onEvent: (event: RunEvent) => void,
): Promise<StreamEnd> {
	const silenceMs = backoffMs(progress.silentStreams + 1, SILENCE, () => 1);
	const watch = watchSilence(stream, silenceMs, deadlineAtMs);
	try {
		for await (const event of stream.events) {
			watch.heard();
			progress.etag = event.etag ?? progress.etag;
			progress.silentStreams = 0;
			onEvent(event);
			if (isEndingEvent(event)) return 'saidOver';
		}
	} finally {
		watch.stop();
	}
	if (!watch.wasSilent()) return 'cut';
	progress.silentStreams++;
	return 'silent';
}

/** The longest nap of the watcher, so that none outlives its stream by more than this. */
const WATCH_NAP_MS = 1_000;

/** Closes the stream when it has been silent for too long or the deadline has come. */
function watchSilence(stream: RunEventStream, silenceMs: number, deadlineAtMs: number) {
	let heardAtMs = Date.now();
	let isStopped = false;
	let isSilent = false;
	const watch = async () => {
		while (!isStopped) {
			const leftMs = Math.min(heardAtMs + silenceMs, deadlineAtMs) - Date.now();
			if (leftMs <= 0) {
				isSilent = true;
				return stream.close();
			}
			await sleep(Math.min(leftMs, WATCH_NAP_MS));
		}
	};
	void watch();
	return {
		heard: () => (heardAtMs = Date.now()),
		stop: () => (isStopped = true),
		wasSilent: () => isSilent,
	};
}
