import { NodeApiError } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { ApiClient } from '../../../common/http/apiClient';
import { refusalStatusCode } from '../../../common/http/errors';

import type { Run } from '../api/run';
import { findWorkflowId, getRun } from '../api/runs';
import { statusKey } from './handOver';
import { countFailures, readingOrder, type FailedLooks } from './unread';

/** Requests at a time. */
const READS_AT_ONCE = 10;
/** After so many faults that are not of one run, Noxus is taken to be away. */
const MAX_FAILURES = 3;
const LIMITS = { timeoutMs: 30_000, maxAttempts: 3 };

/** What became of the runs of a list. */
export interface ReadResult {
	/** With their output, in the order of the list; some as listed, see `notes`. */
	runs: Run[];
	/** Those for the next look: not read, or in another status by now. */
	left: Set<string>;
	/** By run id, why a run comes without its output. */
	notes: Map<string, string>;
	failedLooks: FailedLooks;
}

/**
 * Reads each run with its output, up to the deadline. Throws like `ApiClient.send` if
 * Noxus is unreachable.
 *
 * @param before in how many looks runs could not be read.
 */
export async function readRuns(
	client: ApiClient,
	listed: Run[],
	deadlineAtMs: number,
	before: FailedLooks = {},
): Promise<ReadResult> {
	const limit = pLimit(READS_AT_ONCE);
	const errors = new Map<Run, Error>();
	const isAway = () => countAway(errors, before) >= MAX_FAILURES;
	const read = async (run: Run): Promise<Run | undefined> => {
		if (isAway() || Date.now() > deadlineAtMs) return undefined;
		const limits = { ...LIMITS, deadlineAtMs };
		const found = await readListed(client, run, limits).catch(
			(error: Error) => void errors.set(run, error),
		);
		// Unless it continued between the list and now.
		return found?.status === run.status ? found : undefined;
	};
	const order = readingOrder(listed, before);
	const byRun = new Map(
		await Promise.all(order.map(async (run) => [run, await limit(read, run)] as const)),
	);
	const unread = listed.filter((run) => byRun.get(run) === undefined);
	const all = [...errors.values()];
	const fault = all.find(isForAll) ?? (isAway() ? all[0] : undefined);
	if (fault !== undefined && unread.length === listed.length) throw fault;
	const failures = new Map(
		[...errors].filter(([, error]) => !isForAll(error)).map(([run, { message }]) => [run, message]),
	);
	const { failedLooks, asListed } = countFailures(unread, failures, before);
	warn(client, errors, asListed);
	const isOut = (run: Run) => byRun.get(run) !== undefined || asListed.has(run);
	return {
		runs: listed.filter(isOut).map((run) => byRun.get(run) ?? run),
		left: new Set(unread.filter((run) => !asListed.has(run)).map(({ id }) => id)),
		notes: new Map([...asListed].map(([{ id }, note]) => [id, note])),
		failedLooks,
	};
}

/** How many say that Noxus is unreachable: not those that failed before while others could be read. */
function countAway(errors: ReadonlyMap<Run, Error>, before: FailedLooks): number {
	const isSign = ([run, error]: [Run, Error]) =>
		isForAll(error) || (!isOfOneRun(error) && before[statusKey(run)] === undefined);
	return [...errors].filter(isSign).length;
}

function warn(
	{ context: { logger } }: ApiClient,
	errors: ReadonlyMap<Run, Error>,
	asListed: ReadonlyMap<Run, string>,
): void {
	for (const [run, error] of errors) {
		if (asListed.has(run)) continue;
		logger.warn(
			`Not all runs could be read from Noxus. The next check retries them: ${error.message}`,
		);
		break;
	}
	for (const [{ id }, note] of asListed)
		logger.warn(`Run ${id} is returned without its output: ${note}`);
}

/**
 * Reads a listed run with its output; a list may leave out the workflow of a run. Throws like
 * `ApiClient.send`.
 */
export async function readListed(
	client: ApiClient,
	{ id: runId, workflowId }: Run,
	limits: Parameters<typeof getRun>[2] = {},
): Promise<Run> {
	const ref = { runId, workflowId: workflowId || (await findWorkflowId(client, runId)) };
	return await getRun(client, ref, limits);
}

/** Refused for what the run is, and not because Noxus is unreachable. */
function isOfOneRun(error: Error): boolean {
	const statusCode = refusalStatusCode(error);
	return statusCode !== 0 && ![401, 403, 408, 425, 429].includes(statusCode);
}

/** Refused for the key or the pace, and never for what the run is. */
function isForAll(error: Error): boolean {
	return error instanceof NodeApiError && /^(401|429)$/.test(error.httpCode ?? '');
}
