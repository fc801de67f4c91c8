import { createParser } from 'eventsource-parser';

import type { ApiClient } from './apiClient';
import type { ApiRequest } from './apiRequest';
import { isTransient, retryDelayMs } from './retry';

/** One server-sent event. */
export interface ServerEvent {
	/** Its name; `message` if it has none. */
	name: string;
	data: string;
}

/**
 * An open stream of events, as `parse` returned them. It ends by itself, by `close`, or when the
 * execution is stopped. Always close it.
 */
export interface EventStream<Event> {
	events: AsyncIterable<Event>;
	/** Whether it ended at an event that is too large to be read. */
	wasTooLarge(): boolean;
	close(): void;
}

/** Why there is no stream. */
export type NoStream = 'refused' | 'failed' | 'unanswered';

/** Of one event. Each takes two bytes and more of memory, and hundreds of streams may be open. */
const MAX_EVENT_CHARS = 16 * 1024 * 1024;

/** For the first byte of the answer only: an open stream may be silent for any time. */
const OPEN_TIMEOUT_MS = 30_000;

type StreamRequest = Pick<ApiRequest, 'path' | 'query'>;

/**
 * Opens a stream of server-sent events. `parse` reads one; undefined is left out. Returns `refused` if
 * there is no such stream here, `failed` if there may be one later, and `unanswered` if nothing came
 * in the time, which `leftMs` may shorten.
 *
 * @throws NodeOperationError when the execution was stopped.
 */
export async function openEventStream<Event>(
	client: ApiClient,
	{ path, query }: StreamRequest,
	parse: (event: ServerEvent) => Event | undefined,
	leftMs = OPEN_TIMEOUT_MS,
): Promise<EventStream<Event> | NoStream> {
	const closing = new AbortController();
	await client.waitForTurn();
	const answer = await client.attempt({
		method: 'GET',
		path,
		query,
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
		if (failure.statusCode === 429) client.holdBack(retryDelayMs(1, 'read', failure, clock) ?? 0);
		if (/ABORTED|TIMEDOUT/.test(failure.networkCode ?? '')) return 'unanswered';
		return isTransient(failure) ? 'failed' : 'refused';
	}
	return readEventStream(client, answer.response.body, parse, () => closing.abort());
}

/** The events in the body of a response; `close` ends its request. */
export function readEventStream<Event>(
	client: ApiClient,
	body: unknown,
	parse: (event: ServerEvent) => Event | undefined,
	close: () => void,
): EventStream<Event> {
	const end = { isTooLarge: false };
	return {
		events: readEvents(client, body as AsyncIterable<Uint8Array>, parse, end),
		wasTooLarge: () => end.isTooLarge,
		close,
	};
}

async function* readEvents<Event>(
	client: ApiClient,
	body: AsyncIterable<Uint8Array>,
	parse: (event: ServerEvent) => Event | undefined,
	end: { isTooLarge: boolean },
): AsyncGenerator<Event> {
	const arrived: Event[] = [];
	const parser = createParser({
		maxBufferSize: MAX_EVENT_CHARS,
		onError: ({ type }) => (end.isTooLarge ||= type === 'max-buffer-size-exceeded'),
		onEvent: ({ event: name = 'message', data }) => {
			const parsed = parse({ name, data: client.redactor.clean(data) });
			if (parsed !== undefined) arrived.push(parsed);
		},
	});
	const decoder = new TextDecoder();
	try {
		for await (const chunk of body) {
			parser.feed(decoder.decode(chunk, { stream: true }));
			yield* arrived.splice(0);
			if (end.isTooLarge) return;
		}
	} catch {
		client.throwIfStopped();
		// A cut connection ends the stream; its reader asks for the state then.
	}
}
