/**
 * Reads the POST that Noukai sends to a `callbackUrl`. Its body is not documented beyond being JSON, so
 * that all but the ID may be missing, or be in `data`. Pure.
 */

import type { IDataObject } from 'n8n-workflow';

import { readErrorDetail } from '../../../../common/http/errorDetail';
import { problemWithId } from '../../../../common/util/checks';
import { asObject, textOrUndefined } from '../../../../common/util/json';
import { either } from '../api/toolCalls';

/** The events of which Noukai calls back, and the status in which the job is then. */
const STATUS_OF_EVENT: Partial<Record<string, string>> = {
	'flow.completed': 'completed',
	'flow.failed': 'failed',
};

/** Longest ID that is kept in memory; Noukai's are UUIDs. */
const MAX_ID_CHARS = 100;

/** What a callback says of a job. */
export interface Callback {
	event: string;
	executionId: string;
	status: string;
	flowId: string | null;
	/** That of the flow. */
	slug: string | null;
	result: unknown;
	errorMessage: string | null;
	startedAt: string | null;
	finishedAt: string | null;
	/** The same over all attempts of Noukai to deliver it. No signature covers it. */
	deliveryId: string | null;
}

/**
 * The callback in a request; undefined if it is none. The event in the header counts only if the body
 * says nothing of it: the body is what Noukai signs.
 */
export function parseCallback(
	body: unknown,
	headers: Record<string, unknown>,
): Callback | undefined {
	const outer = asObject(body);
	if (outer === undefined) return undefined;
	const fields: Record<string, unknown> = { ...outer, ...asObject(outer.data) };
	const executionId = either(fields, 'executionId');
	const event = eventOf(fields) ?? textOrUndefined(headers['x-noukai-event']);
	if (!isId(executionId) || event === undefined || event.length > MAX_ID_CHARS) return undefined;
	const deliveryId = headers['x-noukai-delivery'];
	return {
		event,
		executionId,
		status: STATUS_OF_EVENT[event] ?? textOrUndefined(fields.status) ?? event,
		flowId: textOrUndefined(either(fields, 'flowId')) ?? null,
		slug: textOrUndefined(fields.slug) ?? null,
		result: fields.result ?? null,
		errorMessage: textOrUndefined(fields.error) ?? readErrorDetail(fields.error) ?? null,
		startedAt: textOrUndefined(either(fields, 'startedAt')) ?? null,
		finishedAt: textOrUndefined(either(fields, 'completedAt')) ?? null,
		deliveryId: isId(deliveryId) ? deliveryId : null,
	};
}

function eventOf(fields: Record<string, unknown>): string | undefined {
	const event = textOrUndefined(fields.event);
	if (event !== undefined) return event;
	const events = Object.keys(STATUS_OF_EVENT);
	return events.find((name) => STATUS_OF_EVENT[name] === fields.status);
}

function isId(value: unknown): value is string {
	return (
		typeof value === 'string' && value.length <= MAX_ID_CHARS && problemWithId(value) === undefined
	);
}

/**
 * What a repetition shares with the first one: the ID of the delivery, or what the callback says of
 * which job. A delivery ID alone would not do: no signature covers it.
 */
export function callbackKeys({
	executionId,
	event,
	deliveryId,
}: Pick<Callback, 'executionId' | 'event' | 'deliveryId'>): string[] {
	const end = `${executionId} ${event}`.toLowerCase();
	return deliveryId === null ? [end] : [end, `delivery ${deliveryId}`.toLowerCase()];
}

/** The JSON of the item for a callback, with the fields that items of jobs have. */
export function callbackJson(callback: Callback, flow: string | null): IDataObject {
	const { event, executionId, flowId, status, errorMessage, deliveryId } = callback;
	const { startedAt, finishedAt } = callback;
	const output = callback.result as IDataObject;
	const job = { executionId, flow, flowId, status, output, errorMessage };
	return { event, ...job, startedAt, finishedAt, deliveryId };
}
