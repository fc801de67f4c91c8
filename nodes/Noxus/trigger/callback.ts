/** Reads the POST that Noxus sends to a `callback_url`. Pure. Source: the API page "Create Run". */

import { problemWithId } from '../../../common/util/checks';
import { asObject } from '../../../common/util/json';
import { problemWithShape } from '../../../common/util/nesting';
import { toIsoUtc } from '../../../common/util/isoTime';
import { textOf, unknownRun, type Run } from '../api/run';

/** The statuses in which Noxus calls back. */
export const CALLBACK_STATUSES = ['completed', 'failed', 'stopped'] as const;

/** Longest id that is kept in memory; Noxus's are uuids. */
const MAX_ID_CHARS = 100;

/**
 * The run that a callback names, or undefined if the body is not a callback. Nothing in it is proven:
 * Noxus signs nothing. The content, which may be of any size and shape, is not read.
 */
export function namedRun(body: unknown): Run | undefined {
	const { run_id: id, workflow_id: workflowId, status } = asObject(body) ?? {};
	if (!isId(id) || !isId(workflowId) || !isCallbackStatus(status)) return undefined;
	return { ...unknownRun(id, workflowId), status };
}

/**
 * The run as a callback describes it, or undefined if the body is not a callback, or of a shape that
 * n8n cannot store.
 *
 * @param text the JSON that `body` was parsed from.
 */
export function parseCallback(body: unknown, text?: string): Run | undefined {
	const run = namedRun(body);
	const fields = asObject(body);
	if (run === undefined || fields === undefined || !isStorable(body, text)) return undefined;
	return {
		...run,
		output: fields.outputs ?? null,
		errorMessage: textOf(fields.error) ?? null,
		startedAt: toIsoUtc(fields.started_at),
		finishedAt: toIsoUtc(fields.completed_at),
	};
}

function isStorable(body: unknown, text?: string): boolean {
	try {
		return problemWithShape(text ?? JSON.stringify(body)) === undefined;
	} catch {
		// JSON.stringify calls itself for each level.
		return false;
	}
}

function isId(value: unknown): value is string {
	return (
		typeof value === 'string' && value.length <= MAX_ID_CHARS && problemWithId(value) === undefined
	);
}

function isCallbackStatus(value: unknown): value is string {
	return CALLBACK_STATUSES.some((status) => status === value);
}

/** What is distinguished: a run that was continued ends twice, in two statuses. */
export function callbackKey({ id, workflowId, status }: Run): string {
	return [workflowId, id, status].join(' ').toLowerCase();
}
