import { NodeApiError, type IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { Run } from '../Noxus/transport/run';
import { findWorkflowId, getRun } from '../Noxus/transport/runs';

/** Requests at a time. */
const READS_AT_ONCE = 10;
/** After so many faults that are not of one run, Noxus is taken to be away. */
const MAX_FAILURES = 3;
const LIMITS = { timeoutMs: 30_000, maxAttempts: 3 };

/** What became of the runs of a list. */
export interface ReadResult {
	/** With their output, in the order of the list. */
	runs: Run[];
	/** Those for the next look: not read, or in another status by now. */
	left: Set<string>;
}

/**
 * Reads each run with its output, up to the deadline. A run that Noxus does not know any more is
 * passed over. Throws like `sendToNoxus` where none could be read.
 */
export async function readRuns(
	context: IExecuteFunctions,
	listed: Run[],
	deadlineAtMs: number,
): Promise<ReadResult> {
	const limit = pLimit(READS_AT_ONCE);
	const failures: Error[] = [];
	const left = new Set<string>();
	const read = async (run: Run): Promise<Run[]> => {
		const { id, status } = run;
		const isAway = failures.filter((error) => !isOfOneRun(error)).length >= MAX_FAILURES;
		if (isAway || Date.now() > deadlineAtMs) {
			left.add(id);
			return [];
		}
		const limits = { ...LIMITS, deadlineAtMs };
		const found = await readListed(context, run, limits).catch((error: Error) => {
			if (isGone(error)) return undefined;
			failures.push(error);
			left.add(id);
			return undefined;
		});
		if (found === undefined) return [];
		if (found.status === status) return [found];
		// It went on between the list and now.
		left.add(id);
		return [];
	};
	// In no order, so that those which can never be read are not always the first.
	const byRun = new Map(
		await Promise.all(shuffled(listed).map(async (run) => [run, await limit(read, run)] as const)),
	);
	const runs = listed.map((run) => byRun.get(run) ?? []);
	const [failure] = failures;
	if (failure !== undefined) {
		if (runs.flat().length === 0) throw failure;
		context.logger.warn(
			`Noxus could not give all runs, so the next look asks again: ${failure.message}`,
		);
	}
	return { runs: runs.flat(), left };
}

/**
 * Reads a listed run with its output; a list may leave out the workflow of a run. Throws like
 * `sendToNoxus`.
 */
export async function readListed(
	context: IExecuteFunctions,
	{ id: runId, workflowId }: Run,
	limits: Parameters<typeof getRun>[2] = {},
): Promise<Run> {
	const ref = { runId, workflowId: workflowId || (await findWorkflowId(context, runId)) };
	return await getRun(context, ref, limits);
}

function shuffled<T>(list: T[]): T[] {
	const placed = list.map((one) => ({ one, place: Math.random() }));
	return placed.sort((a, b) => a.place - b.place).map(({ one }) => one);
}

/** Refused for what the run is, and not because Noxus is away. */
function isOfOneRun(error: Error): boolean {
	return error instanceof NodeApiError && /^4(?!01|08|25|29)\d\d$/.test(error.httpCode ?? '');
}

function isGone(error: Error): boolean {
	return error instanceof NodeApiError && (error.httpCode === '404' || error.httpCode === '410');
}
