import type { ApiClient } from '../../../common/http/apiClient';
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

function parseMessage({ name, data }: ServerEvent): RunEvent | undefined {
	return name === 'message' ? parseRunEvent(data) : undefined;
}

/** Reads the JSON of one event; undefined if it is none. */
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
