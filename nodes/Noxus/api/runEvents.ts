import type { ApiClient } from '../../../common/http/apiClient';
import { parseContent } from '../../../common/http/body';
import { asObject } from '../../../common/util/json';
import { apiPath } from '../../../common/http/apiPath';
import {
	openEventStream,
	type EventStream,
	type NoStream,
	type ServerEvent,
} from '../../../common/http/eventStream';

/** One entry of a run's event log (API page "Run Events"). */
export interface RunEvent {
	/** The event's `redisId`; given back as `etag`, the stream continues after it. */
	etag?: string;
	/** `content` or `state`. */
	type: string;
	data: Record<string, unknown>;
}

export type RunEventStream = EventStream<RunEvent>;

/**
 * `GET /v1/runs/{id}/events`: opens the stream of a run's events, after `etag` if one is given. An
 * older Noxus has none (`refused`). Throws like `openEventStream`.
 */
export async function openRunEvents(
	client: ApiClient,
	runId: string,
	etag: string | undefined,
	leftMs?: number,
): Promise<RunEventStream | NoStream> {
	const path = apiPath`/v1/runs/${runId}/events`;
	const query = etag === undefined ? {} : { etag };
	return await openEventStream(client, { path, query }, parseMessage, leftMs);
}

async function parseMessage({ name, data }: ServerEvent): Promise<RunEvent | undefined> {
	return name === 'message' ? await parseRunEvent(data) : undefined;
}

/** Reads the JSON of one event; undefined if it is none, or exceeds the bounds of API responses. */
export async function parseRunEvent(json: string): Promise<RunEvent | undefined> {
	const content = await parseContent(json);
	const { type, data, redisId } = ('json' in content ? asObject(content.json) : undefined) ?? {};
	if (typeof data !== 'object' || data === null) return undefined;
	return {
		type: String(type),
		data: data as Record<string, unknown>,
		etag: typeof redisId === 'string' ? redisId : undefined,
	};
}
