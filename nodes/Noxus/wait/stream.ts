import { sleep } from 'n8n-workflow';

import { openRunEvents, type RunEventStream } from '../transport/events';
import { pause } from '../transport/pause';
import type { NoxusContext } from '../transport/request';
import { backoffMs, type Backoff } from '../transport/retry';
import type { Run } from '../transport/run';
import { getRun } from '../transport/runs';
import { endsWait, isEndingEvent } from './runState';

/**
 * Without an event for this long, the stream is closed and the run is asked for: the stream may have
 * died without a word, and it never speaks of runs that were stopped or wait for a person.
 */
const SILENCE: Backoff = { firstMs: 15_000, factor: 2, capMs: 60_000 };

/** After so many streams in a row that broke off without an event, polling is the better way. */
const MAX_BROKEN_STREAMS = 3;
const RECONNECT_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 5_000 };

/** How a stream ended, the run's word on it aside. */
type StreamEnd = 'saidOver' | 'silent' | 'broken';

/**
 * Follows the run's events until waiting is over or the deadline has come. The run, not the stream,
 * is the truth: it is read after each opening (what happened before is not always replayed) and
 * after each end. Returns the run's last state, and whether streaming worked to that point.
 * Throws like `sendToNoxus`.
 */
export async function streamRun(
	context: NoxusContext,
	run: Run,
	deadlineAtMs: number,
): Promise<{ run: Run; streamed: boolean }> {
	const ref = { runId: run.id, workflowId: run.workflowId };
	const progress: Progress = { silentStreams: 0 };
	let brokenStreams = 0;
	let latest = run;
	while (brokenStreams < MAX_BROKEN_STREAMS) {
		const stream = await openRunEvents(context, run.id, progress.etag);
		if (stream === undefined) break;
		try {
			latest = await getRun(context, ref);
			if (isOver(latest, deadlineAtMs)) return { run: latest, streamed: true };
			const { etag } = progress;
			const end = await readToEnd(stream, progress, deadlineAtMs);
			latest = await getRun(context, ref);
			if (isOver(latest, deadlineAtMs)) return { run: latest, streamed: true };
			brokenStreams = end === 'broken' && etag === progress.etag ? brokenStreams + 1 : 0;
		} finally {
			stream.close();
		}
		if (brokenStreams > 0) {
			await pause(context, backoffMs(brokenStreams, RECONNECT_BACKOFF, Math.random));
		}
	}
	return { run: latest, streamed: false };
}

interface Progress {
	etag?: string;
	/** How many streams in a row were silent to their end; each makes us more patient. */
	silentStreams: number;
}

function isOver(run: Run, deadlineAtMs: number): boolean {
	return endsWait(run.status) || Date.now() >= deadlineAtMs;
}

async function readToEnd(
	stream: RunEventStream,
	progress: Progress,
	deadlineAtMs: number,
): Promise<StreamEnd> {
	const silenceMs = backoffMs(progress.silentStreams + 1, SILENCE, () => 1);
	const watch = watchSilence(stream, silenceMs, deadlineAtMs);
	try {
		for await (const event of stream.events) {
			watch.heard();
			progress.etag = event.etag ?? progress.etag;
			progress.silentStreams = 0;
			if (isEndingEvent(event)) return 'saidOver';
		}
	} finally {
		watch.stop();
	}
	if (!watch.wasSilent()) return 'broken';
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
