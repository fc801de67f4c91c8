import type { ApiClient } from '../../../../common/http/apiClient';
import type { EventStream } from '../../../../common/http/eventStream';
import { backoffMs, type Backoff } from '../../../../common/http/retry';
import { Watchdog } from '../../../../common/http/watchdog';
import type { FlowEvent } from '../api/flowEvents';
import type { RunRef } from '../api/runPaths';
import { openTrace } from '../api/runs';

/** A stream that breaks off is opened again, which costs nothing; it begins anew each time. */
const MAX_STREAMS = 3;
const REOPEN_BACKOFF: Backoff = { firstMs: 500, factor: 2, capMs: 5_000 };

/** All events of one item; they are kept in memory, and n8n stores them. */
const MAX_CHARS = 64 * 1024 * 1024;

/** Events after which a run has no others. */
const LAST_EVENTS = new Set(['flow_completed', 'flow_failed']);

/** The last event of a run if a step failed for good; one that is tried again has others after it. */
const STEP_ERROR = 'step_error';

/** When to stop reading. */
export interface EventBounds {
	maxEvents: number;
	deadlineAtMs: number;
}

/** The events of a run, and why there are no more of them. */
export interface CollectedEvents {
	events: FlowEvent[];
	end: 'over' | 'bound' | 'tooLarge' | 'brokeOff';
}

/**
 * The events of a run from its beginning, to its end or one of the bounds.
 *
 * @throws like `openTrace`, if no stream could be opened.
 */
export async function collectEvents(
	client: ApiClient,
	run: RunRef,
	bounds: EventBounds,
): Promise<CollectedEvents> {
	let collected = await readOnce(client, run, bounds);
	for (let opened = 1; opened < MAX_STREAMS && collected.end === 'brokeOff'; opened++) {
		const delayMs = backoffMs(opened, REOPEN_BACKOFF, Math.random);
		if (Date.now() + delayMs >= bounds.deadlineAtMs) break;
		await client.pause(delayMs);
		const again = await readAgain(client, run, bounds);
		if (again.end !== 'brokeOff' || again.events.length >= collected.events.length) {
			collected = again;
		}
	}
	return collected;
}

/** What has come already is kept if Noukai is unreachable meanwhile. @throws when the execution was stopped. */
async function readAgain(
	client: ApiClient,
	run: RunRef,
	bounds: EventBounds,
): Promise<CollectedEvents> {
	try {
		return await readOnce(client, run, bounds);
	} catch {
		client.throwIfStopped();
		return { events: [], end: 'brokeOff' };
	}
}

async function readOnce(
	client: ApiClient,
	run: RunRef,
	bounds: EventBounds,
): Promise<CollectedEvents> {
	const stream = await openTrace(client, run, bounds.deadlineAtMs);
	let isOutOfTime = false;
	const stopWaiting = () => {
		isOutOfTime = true;
		stream.close();
	};
	const watchdog = new Watchdog(Infinity, stopWaiting, bounds.deadlineAtMs);
	try {
		const collected = await readStream(stream, bounds);
		return isOutOfTime && collected.end === 'brokeOff' ? { ...collected, end: 'bound' } : collected;
	} finally {
		watchdog.stop();
		stream.close();
	}
}

async function readStream(
	stream: EventStream<FlowEvent>,
	{ maxEvents }: EventBounds,
): Promise<CollectedEvents> {
	const events: FlowEvent[] = [];
	for await (const event of stream.events) {
		events.push(event);
		if (LAST_EVENTS.has(event.type)) return { events, end: 'over' };
		if (events.length >= maxEvents) return { events, end: 'bound' };
		if (stream.receivedChars() > MAX_CHARS) return { events, end: 'tooLarge' };
	}
	if (stream.wasTooLarge()) return { events, end: 'tooLarge' };
	return { events, end: events.at(-1)?.type === STEP_ERROR ? 'over' : 'brokeOff' };
}
