import { sleep } from 'n8n-workflow';

import type { NoStream } from '../../../common/http/eventStream';

import type { ApiClient } from '../../../common/http/apiClient';
import type { RunEvent, RunEventStream } from '../api/runEvents';
import { backoffMs, type Backoff } from '../../../common/http/retry';
import { Watchdog } from '../../../common/http/watchdog';
import type { JobReader } from '../../../common/wait/jobReader';
import type { Run } from '../api/run';
import { endsWait, isEndingEvent } from '../api/runState';
import type { StreamEnd } from './streamDecision';

/**
 * Without an event for this long, the stream is closed and the run is read: the stream may have died
 * silently, and it never reports runs that were stopped or wait for a person.
 */
const SILENCE: Backoff = { firstMs: 15_000, factor: 2, capMs: 60_000 };

/** The same for the events of a run that is over: they are there, or they do not come. */
const LAST_EVENTS_MS = 1_000;

/** A new stream that is silent for so long may be that of a run that is over already. */
const FIRST_EVENT_MS = 1_000;

/** The position in the events of a run. */
export interface StreamPosition {
	/** Of the last event; the next stream continues after it. */
	etag?: string;
	/** How many streams in a row were silent to their end; each makes us more patient. */
	silentStreams: number;
}

/** What it takes to follow a run. */
export interface Following {
	client: ApiClient;
	reader: JobReader<Run>;
	deadlineAtMs: number;
	/** Gets each event once, also those that come after the end of the run. */
	onEvent?: (event: RunEvent) => void;
	/** Gets those that come until the run is known to be over. */
	onNews?: (event: RunEvent) => void;
	/** Where an earlier stream of the run has ended. */
	position?: StreamPosition;
}

/** Reads one stream to its end, and the run beside it if the stream is silent. */
export async function followStream(
	{ reader, deadlineAtMs, onEvent, onNews }: Following,
	stream: RunEventStream,
	position: StreamPosition,
): Promise<Exclude<StreamEnd, NoStream>> {
	const silenceMs = backoffMs(position.silentStreams + 1, SILENCE, () => 1);
	let hasHeard = false;
	let wasSilent = false;
	const close = () => {
		wasSilent = true;
		stream.close();
	};
	const watchdog = new Watchdog(silenceMs, close, deadlineAtMs);
	const listen = async (): Promise<Exclude<StreamEnd, NoStream>> => {
		for await (const event of stream.events) {
			reader.noteContact();
			// Whether a stream continues after the event or with it, the API page does not say.
			const isNew = event.etag === undefined || event.etag !== position.etag;
			if (isNew) {
				watchdog.moved();
				hasHeard = true;
				position.etag = event.etag ?? position.etag;
				position.silentStreams = 0;
				onNews?.(event);
				onEvent?.(event);
			}
			if (isEndingEvent(event)) return 'reportedOver';
		}
		if (stream.wasTooLarge()) return 'tooLarge';
		if (!wasSilent) return 'cut';
		position.silentStreams++;
		return 'silent';
	};
	const listening = listen();
	// Not one after the other: what a cut connection has brought is lost to one who has not read it.
	const check = async () => {
		if (!endsWait(reader.latest.status)) {
			const end = await Promise.race([listening, sleep(FIRST_EVENT_MS)]);
			if (end !== undefined || hasHeard) return;
			await reader.read();
		}
		if (!endsWait(reader.latest.status)) return;
		if (onEvent === undefined) stream.close();
		else watchdog.limit(LAST_EVENTS_MS);
	};
	try {
		const [end] = await Promise.all([listening, check()]);
		return end;
	} finally {
		watchdog.stop();
		stream.close();
	}
}
