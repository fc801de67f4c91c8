/** A run as Noxus describes it, read once into plain data. Pure. Source: the API page "Create Run". */

import { toIsoUtc } from '../../../common/util/isoTime';
import { asObject, isBlankObject, textOrUndefined, toShortJson } from '../../../common/util/json';

/** A longer reason helps nobody, and stands in errors, hints and logs. */
const MAX_REASON_CHARS = 10_000;
const MAX_REASONS = 100;
/** More entries of logs, and of lists in them, are not read. */
const MAX_LOGS = 10_000;

/** The statuses that Noxus documents; others may come and are passed on. */
export type RunStatus =
	| 'queued'
	| 'running'
	| 'completed'
	| 'failed'
	| 'stopped'
	| 'awaiting_human_feedback'
	| (string & {});

export interface Run {
	id: string;
	workflowId: string;
	/** Where it is known without a request of its own. */
	workflowName?: string;
	/** Its page in the Noxus app, if the credential names the app. */
	runUrl?: string;
	status: RunStatus;
	/** Any JSON; null while there is none. */
	output: unknown;
	/** Why a failed run failed, where Noxus says it. */
	errorMessage: string | null;
	/** Per cent. */
	progress: number | null;
	/** ISO 8601 in UTC, like the two below. */
	createdAt: string | null;
	startedAt: string | null;
	finishedAt: string | null;
	/** The workspace that the run belongs to, if Noxus says so; callbacks do not. */
	groupId: string | null;
}

/** Reads a run from an API answer; undefined where it is none (no id or no status, or an empty one). */
export function parseRun(body: unknown): Run | undefined {
	const fields = asObject(body);
	if (!isFilled(fields?.id) || !isFilled(fields.status)) return undefined;
	// Older lists embed the workflow (API page "Get Paginated Runs").
	const workflowName = textOrUndefined(asObject(fields.workflow)?.name);
	return {
		id: fields.id,
		workflowId: typeof fields.workflow_id === 'string' ? fields.workflow_id : '',
		...(workflowName !== undefined && { workflowName }),
		status: fields.status,
		output: fields.output ?? null,
		errorMessage: fields.status === 'failed' ? findErrorMessage(fields) : null,
		progress: typeof fields.progress === 'number' ? fields.progress : null,
		createdAt: toIsoUtc(fields.created_at),
		startedAt: toIsoUtc(fields.started_at),
		finishedAt: toIsoUtc(fields.finished_at),
		groupId: typeof fields.group_id === 'string' ? fields.group_id : null,
	};
}

function isFilled(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

/** The run with the name of its workflow, if that is known and Noxus did not return one. */
export function withWorkflowName(run: Run, workflowName: string | undefined): Run {
	const name = run.workflowName ?? workflowName;
	return name === undefined ? run : { ...run, workflowName: name };
}

/** A run of which only the ids are known. */
export function unknownRun(id: string, workflowId: string): Run {
	return {
		id,
		workflowId,
		status: '',
		output: null,
		errorMessage: null,
		progress: null,
		createdAt: null,
		startedAt: null,
		finishedAt: null,
		groupId: null,
	};
}

/**
 * The reason of a failed run. The API page names no field for it: one sample reads `error_message`,
 * callbacks carry `error`, and the nodes' own words stand in `progress_details.run_logs`.
 */
function findErrorMessage(run: Record<string, unknown>): string | null {
	return (
		textOf(run.error_message) ??
		textOf(run.error) ??
		lastLogText(asObject(run.progress_details)?.run_logs) ??
		null
	);
}

/** The text in an error value of unknown shape: a string, an object that holds one, or a list of them. */
export function textOf(value: unknown): string | undefined {
	if (typeof value === 'string') return shortReason(value);
	if (Array.isArray(value)) {
		const parts = value.slice(0, MAX_REASONS).map((part) => textOf(part) ?? '');
		return shortReason(parts.join(' '));
	}
	const fields = asObject(value);
	if (fields === undefined || isBlankObject(fields)) return undefined;
	const named = textOf(fields.message) ?? textOf(fields.detail) ?? textOf(fields.error);
	return named ?? toShortJson(value, MAX_REASON_CHARS);
}

function shortReason(text: string): string | undefined {
	if (text.trim() === '') return undefined;
	return text.length > MAX_REASON_CHARS ? `${text.slice(0, MAX_REASON_CHARS)}…` : text;
}

interface LogEntry {
	text: string;
	isError: boolean;
}

/** The last error in the run's logs, else their last text. Their shape is not documented. */
function lastLogText(logs: unknown): string | undefined {
	let lastText: string | undefined;
	for (const { text, isError } of logsFromEnd(logs, { logs: MAX_LOGS })) {
		if (isError) return text;
		lastText ??= text;
	}
	return lastText;
}

/** The entries of logs, the last one first, as many as are left to be read. */
function* logsFromEnd(logs: unknown, left: { logs: number }): Generator<LogEntry> {
	if (left.logs-- <= 0) return;
	const entry = readLogEntry(logs);
	if (entry !== undefined) return yield entry;
	if (typeof logs !== 'object' || logs === null) return;
	const members: unknown[] = Array.isArray(logs) ? logs : Object.values(logs);
	for (let i = members.length - 1; i >= 0 && left.logs > 0; i--)
		yield* logsFromEnd(members[i], left);
}

function readLogEntry(log: unknown): LogEntry | undefined {
	if (typeof log === 'string') {
		const text = shortReason(log);
		return text === undefined ? undefined : { text, isError: /error|exception/i.test(text) };
	}
	const fields = asObject(log);
	const error = textOf(fields?.error);
	const text = error ?? (typeof fields?.message === 'string' ? shortReason(fields.message) : '');
	if (!text) return undefined;
	const isError = error !== undefined || /error/i.test(String(fields?.level ?? ''));
	return { text, isError };
}
