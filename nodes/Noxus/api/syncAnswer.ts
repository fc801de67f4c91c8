import { isErrorBody } from '../../../common/http/oddResponse';
import { asObject } from '../../../common/util/json';
import { parseRun, type Run } from './run';
import { isUuid } from '../../../common/util/uuid';

/** What a sync answer holds: a whole run, a run's id with the output, or the output alone. */
export type SyncAnswer =
	| { kind: 'run'; run: Run }
	| { kind: 'idAndOutput'; runId: string; output: unknown }
	| { kind: 'output'; output: unknown };

/**
 * Reads the answer of the sync endpoint. Its page names three shapes for it and contradicts itself
 * on when which comes, so the answer is recognized by its form. Pure. A workflow may have outputs labelled
 * "id" and "output": an id that is no uuid makes it an output. undefined for the text of an error,
 * `{"detail": …}`, which FastAPI sends in place of a result.
 */
export function readSyncAnswer(body: unknown): SyncAnswer | undefined {
	const fields = asObject(body);
	if (isErrorBody(body)) return undefined;
	if (typeof fields?.id !== 'string' || !isUuid(fields.id)) {
		return { kind: 'output', output: body ?? null };
	}
	const run = parseRun(body);
	if (run !== undefined) return { kind: 'run', run };
	const isIdAndOutput = 'output' in fields && Object.keys(fields).length === 2;
	return isIdAndOutput
		? { kind: 'idAndOutput', runId: fields.id, output: fields.output ?? null }
		: { kind: 'output', output: body };
}
