import { createParser } from 'eventsource-parser';

import { slowDown, waitForTurn } from '../../../common/http/pace';
import { throwIfCancelled } from '../../../common/http/pause';
import { apiPath } from '../../../common/http/apiPath';
import type { NoxusContext } from '../../../common/http/context';
import { attemptOnce } from '../../../common/http/request';
import { isTransient, retryDelayMs } from '../../../common/http/retry';

/** One entry of a run's event log (API page "Run Events"). */
export interface RunEvent {
	/** The event's `redisId`; given back as `etag`, the stream goes on after it. */
	etag?: string;
	/** `content` or `state`. */
	type: string;
	data: Record<string, unknown>;
}

/** An open event stream. It ends by itself, by `close`, or when the execution is stopped. Always close it. */
export interface RunEventStream {
	events: AsyncIterable<RunEvent>;
	/** Whether it ended at an event that is too large to be read. */
	wasTooLarge(): boolean;
	close(): void;
}

/** Why there is no stream. */
export type NoStream = 'refused' | 'failed' | 'unanswered';

/** Of one event. Each takes two bytes and more of memory, and hundreds of streams may be open. */
const MAX_EVENT_CHARS = 16 * 1024 * 1024;

/** For the first byte of the answer only: an open stream may be silent for as long as it likes. */
const OPEN_TIMEOUT_MS = 30_000;

/**
 * `GET /v1/runs/{id}/events`: opens the stream of a run's events, after `etag` where one is given.
 * Returns `refused` where there is no stream to be had here (an older Noxus), `failed` where one may
 * be had later, and `unanswered` where nothing came in the time, which `leftMs` may cut short.
 *
 * @throws NodeOperationError when the execution was stopped.
 */
export async function openRunEvents(
	context: NoxusContext,
	runId: string,
	etag: string | undefined,
	leftMs = OPEN_TIMEOUT_MS,
): Promise<RunEventStream | NoStream> {
	const closing = new AbortController();
	await waitForTurn(context);
	const answer = await attemptOnce(context, {
		method: 'GET',
		path: apiPath`/v1/runs/${runId}/events`,
		query: etag === undefined ? {} : { etag },
		headers: { Accept: 'text/event-stream' },
		rule: 'read',
		// For axios, 0 would be no limit.
		timeoutMs: Math.max(1, Math.min(OPEN_TIMEOUT_MS, leftMs)),
		encoding: 'stream',
		signal: closing.signal,
	});
	if ('failure' in answer) {
		closing.abort();
		const { failure } = answer;
		const clock = { nowMs: Date.now(), random: Math.random };
		if (failure.statusCode === 429) slowDown(context, retryDelayMs(1, 'read', failure, clock) ?? 0);
		if (/ABORTED|TIMEDOUT/.test(failure.networkCode ?? '')) return 'unanswered';
		return isTransient(failure) ? 'failed' : 'refused';
	}
	const stream = answer.response.body as AsyncIterable<Uint8Array>;
	const end = { isTooLarge: false };
	return {
		events: readEvents(context, stream, end),
		wasTooLarge: () => end.isTooLarge,
		close: () => closing.abort(),
	};
}

async function* readEvents(
	context: NoxusContext,
	stream: AsyncIterable<Uint8Array>,
	end: { isTooLarge: boolean },
): AsyncGenerator<RunEvent> {
	const arrived: RunEvent[] = [];
	const parser = createParser({
		maxBufferSize: MAX_EVENT_CHARS,
		onError: ({ type }) => (end.isTooLarge ||= type === 'max-buffer-size-exceeded'),
		onEvent: ({ event, data }) => {
			const parsed = event === undefined || event === 'message' ? parseRunEvent(data) : undefined;
			if (parsed !== undefined) arrived.push(parsed);
		},
	});
	const decoder = new TextDecoder();
	try {
		for await (const chunk of stream) {
			parser.feed(decoder.decode(chunk, { stream: true }));
			yield* arrived.splice(0);
			if (end.isTooLarge) return;
		}
	} catch {
		throwIfCancelled(context);
		// A cut connection ends the stream; who reads it asks for the run then.
	}
}

/** Reads the JSON of one event; undefined where it is none. */
export function parseRunEvent(json: string): RunEvent | undefined {
	try {
		const { type, data, redisId } = JSON.parse(json) as Record<string, unknown>;
		if (typeof data !== 'object' || data === null) return undefined;
		return {
			type: String(type),
			data: data as Record<string, unknown>,
			etag: typeof redisId === 'string' ? redisId : undefined,
		};
	} catch {
		return undefined;
	}
}
