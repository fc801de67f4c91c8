/** Reads the POST that Noxus sends to a `callback_url`. Pure. Source: the API page "Create Run". */

import { problemWithId } from '../../../common/items/checks';
import { asObject } from '../../../common/util/json';
import { textOf, toIsoUtc, type Run } from '../api/run';

/** The statuses in which Noxus calls back. */
export const CALLBACK_STATUSES = ['completed', 'failed', 'stopped'] as const;

/** Longest id that is kept in memory; Noxus's are uuids. */
const MAX_ID_CHARS = 100;

/** n8n stores items with a function that calls itself for each level, and breaks at some thousands. */
const MAX_DEPTH = 200;

/**
 * The run as the callback describes it, or undefined if the body is not a callback. Nothing in it is
 * proven: Noxus signs nothing.
 */
export function parseCallback(body: unknown): Run | undefined {
	const fields = asObject(body);
	const { run_id: id, workflow_id: workflowId, status } = fields ?? {};
	if (!isId(id) || !isId(workflowId) || !isCallbackStatus(status)) return undefined;
	if (isDeeperThan(MAX_DEPTH, [fields?.outputs, fields?.error])) return undefined;
	return {
		id,
		workflowId,
		status,
		output: fields?.outputs ?? null,
		errorMessage: textOf(fields?.error) ?? null,
		progress: null,
		createdAt: null,
		startedAt: toIsoUtc(fields?.started_at),
		finishedAt: toIsoUtc(fields?.completed_at),
		groupId: null,
	};
}

function isId(value: unknown): value is string {
	return (
		typeof value === 'string' && value.length <= MAX_ID_CHARS && problemWithId(value) === undefined
	);
}

function isCallbackStatus(value: unknown): value is string {
	return CALLBACK_STATUSES.some((status) => status === value);
}

/** Level by level, because a function that calls itself is what deep values break. */
function isDeeperThan(maxDepth: number, values: unknown[]): boolean {
	let level = values.filter(isContainer);
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > maxDepth) return true;
		level = level.flatMap((value) => Object.values(value).filter(isContainer));
	}
	return false;
}

function isContainer(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/** What is distinguished: a run that was continued ends twice, in two statuses. */
export function callbackKey({ id, workflowId, status }: Run): string {
	return [workflowId, id, status].join(' ').toLowerCase();
}
