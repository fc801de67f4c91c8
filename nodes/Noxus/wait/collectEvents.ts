import { NodeOperationError } from 'n8n-workflow';

import type { NoStream } from '../../../common/http/eventStream';
import { openRunEvents, type RunEvent } from '../api/runEvents';
import type { ApiClient } from '../../../common/http/apiClient';
import { backoffMs, type Backoff } from '../../../common/http/retry';
import type { Run } from '../api/run';
import { EventLog, type EventBounds } from './eventLog';

const REOPEN_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 5_000 };

/**
 * The events of a run from the beginning, or after `etag`, each once: up to the one that says that
 * the run is over, to the end of the stream, or to one of the bounds. A stream that is cut is opened
 * again after its last event as long as that brings new ones; not where an event is too large.
 *
 * @throws NodeOperationError where there is no stream, or the execution was stopped.
 */
export async function collectEvents(
	client: ApiClient,
	run: Run,
	bounds: EventBounds,
): Promise<RunEvent[]> {
	const log = new EventLog(client, run, bounds);
	for (let failures = 0, hasOpened = false; ; ) {
		const countBefore = log.events.length;
		const timeLeftMs = bounds.deadlineAtMs - Date.now();
		const stream = await openRunEvents(client, run.id, log.etag, timeLeftMs);
		if (typeof stream === 'object') {
			hasOpened = true;
			failures = 0;
			const end = await log.read(stream);
			if (stream.wasTooLarge()) {
				bounds.onTooLarge?.();
				return log.events;
			}
			const isNew = log.events.length > countBefore;
			// An event without a place to continue from would come twice.
			if (end === 'over' || !isNew || log.etag === undefined) return log.events;
			continue;
		}
		const leftMs = bounds.deadlineAtMs - Date.now();
		if (stream === 'refused' || leftMs <= 0) {
			if (hasOpened) return log.events;
			throw noStreamError(client, stream, bounds);
		}
		failures++;
		await client.pause(Math.min(leftMs, backoffMs(failures, REOPEN_BACKOFF, Math.random)));
	}
}

function noStreamError(
	client: ApiClient,
	why: NoStream,
	{ etag }: EventBounds,
): NodeOperationError {
	if (why !== 'refused') {
		return new NodeOperationError(client.node, 'The event stream could not be opened', {
			description: 'Noxus returned no event stream within Max Seconds. Try again later.',
		});
	}
	const isSure = etag === undefined;
	const message = isSure
		? 'This version of Noxus has no event streams'
		: 'Noxus refused the event stream of the run';
	const advice = isSure ? '' : 'Check or remove the option After Event (Etag). ';
	return new NodeOperationError(client.node, message, {
		description: `${advice}Older versions of Noxus have no event streams. Use Run: Get to retrieve the status and output.`,
	});
}
