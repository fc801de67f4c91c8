import { createParser } from 'eventsource-parser';

import { attemptOnce, apiPath, type NoxusContext } from './request';
import { throwIfCancelled } from './pause';
import { isTransient } from './retry';

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
	close(): void;
}

/** For the first byte of the answer only: an open stream may be silent for as long as it likes. */
const OPEN_TIMEOUT_MS = 30_000;

/**
 * `GET /v1/runs/{id}/events`: opens the stream of a run's events, after `etag` where one is given.
 * Returns `refused` where there is no stream to be had here (an older Noxus), and `failed` where
 * one may be had later.
 *
 * @throws NodeOperationError when the execution was stopped.
 */
export async function openRunEvents(
	context: NoxusContext,
	runId: string,
	etag: string | undefined,
): Promise<RunEventStream | 'refused' | 'failed'> {
	const closing = new AbortController();
	const answer = await attemptOnce(context, {
		method: 'GET',
		path: apiPath`/v1/runs/${runId}/events`,
		query: etag === undefined ? {} : { etag },
		headers: { Accept: 'text/event-stream' },
		rule: 'read',
		timeoutMs: OPEN_TIMEOUT_MS,
		encoding: 'stream',
		signal: closing.signal,
	});
	if ('failure' in answer) return isTransient(answer.failure) ? 'failed' : 'refused';
	const stream = answer.response.body as AsyncIterable<Uint8Array>;
	return { events: readEvents(context, stream), close: () => closing.abort() };
}

async function* readEvents(
	context: NoxusContext,
	stream: AsyncIterable<Uint8Array>,
): AsyncGenerator<RunEvent> {
	const arrived: RunEvent[] = [];
	const parser = createParser({
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
