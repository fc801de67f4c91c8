import { createParser } from 'eventsource-parser';
import { sleep } from 'n8n-workflow';

import type { ApiClient } from './apiClient';
import type { ApiRequest } from './apiRequest';
import { cleanInSlices } from './redact';
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
	/** How much of it has come, in characters. */
	receivedChars(): number;
	close(): void;
}

/** Reads one event; undefined if it is left out. */
export type ParseEvent<Event> = (
	event: ServerEvent,
) => Event | undefined | Promise<Event | undefined>;

/** What is used of a Readable, whose module n8n's scanner does not allow. */
type Body = AsyncIterable<Uint8Array> & { closed: boolean };

interface StreamState {
	isTooLarge: boolean;
	/** Nobody reads it any more: its connection is closed, or will be in a second. */
	isDone: boolean;
	receivedChars: number;
}

/** Why there is no stream. */
export type NoStream = 'refused' | 'failed' | 'unanswered';

/** Of one event. Each takes two bytes and more of memory, and hundreds of streams may be open. */
const MAX_EVENT_CHARS = 16 * 1024 * 1024;

/** For the first byte of the answer only: an open stream may be silent for any time. */
const OPEN_TIMEOUT_MS = 30_000;

/** After its last event, a server ends a stream within this time. */
const LEFTOVER_MS = 1_000;

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
	parse: ParseEvent<Event>,
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

/**
 * Sends a request that starts something and is answered by a stream of events. It is sent again only
 * if it surely did nothing, and never once it was answered. The time limit is for the first byte.
 *
 * @throws like `ApiClient.send`.
 */
export async function sendForEvents<Event>(
	client: ApiClient,
	request: Omit<ApiRequest, 'encoding' | 'signal'>,
	parse: (event: ServerEvent) => Event | undefined,
): Promise<EventStream<Event>> {
	const closing = new AbortController();
	const { body } = await client.send({
		...request,
		headers: { Accept: 'text/event-stream', ...request.headers },
		encoding: 'stream',
		signal: closing.signal,
	});
	return readEventStream(client, body, parse, () => closing.abort());
}

/** The events in the body of a response; `close` ends its request. */
export function readEventStream<Event>(
	client: ApiClient,
	body: unknown,
	parse: ParseEvent<Event>,
	close: () => void,
): EventStream<Event> {
	const end: StreamState = { isTooLarge: false, isDone: false, receivedChars: 0 };
	return {
		events: readEvents(client, body as Body, parse, end, close),
		wasTooLarge: () => end.isTooLarge,
		receivedChars: () => end.receivedChars,
		close: () => end.isDone || close(),
	};
}

/**
 * Aborts the request of a body that nobody reads any more, if the server does not end it. Not at once:
 * an abort makes three errors with their stack traces, 1 ms and more in n8n. To destroy the body does
 * not close a connection that is silent, because n8n's HTTP helper wraps it.
 */
async function endSoon(body: Body, close: () => void): Promise<void> {
	if (!body.closed) await sleep(LEFTOVER_MS);
	if (!body.closed) close();
}

async function* readEvents<Event>(
	client: ApiClient,
	body: Body,
	parse: ParseEvent<Event>,
	end: StreamState,
	close: () => void,
): AsyncGenerator<Event> {
	const arrived: ServerEvent[] = [];
	const parser = createParser({
		maxBufferSize: MAX_EVENT_CHARS,
		onError: ({ type }) => (end.isTooLarge ||= type === 'max-buffer-size-exceeded'),
		onEvent: ({ event: name = 'message', data }) => void arrived.push({ name, data }),
	});
	const parseAll = async function* (events: ServerEvent[]): AsyncGenerator<Event> {
		for (const { name, data } of events) {
			const parsed = await parse({ name, data: await cleanInSlices(client.redactor, data) });
			if (parsed !== undefined) yield parsed;
		}
	};
	const decoder = new TextDecoder();
	try {
		for await (const chunk of body) {
			const read = decoder.decode(chunk, { stream: true });
			end.receivedChars += read.length;
			parser.feed(read);
			yield* parseAll(arrived.splice(0));
			if (end.isTooLarge) return;
		}
		// A last event without the blank line after it counts, if its sender closed the stream properly.
		parser.feed('\n\n');
		yield* parseAll(arrived.splice(0));
	} catch {
		client.throwIfStopped();
		// A cut connection ends the stream; its reader asks for the state then.
	} finally {
		end.isDone = true;
		void endSoon(body, close);
	}
}
