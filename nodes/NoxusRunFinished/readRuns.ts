import { NodeApiError, type IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { Run } from '../Noxus/transport/run';
import { getRun } from '../Noxus/transport/runs';

/** Requests at a time. */
const READS_AT_ONCE = 10;
/** After so many runs that could not be read, Noxus is taken to be away. */
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
	const read = async ({ id, workflowId, status }: Run): Promise<Run[]> => {
		if (failures.length >= MAX_FAILURES || Date.now() > deadlineAtMs) {
			left.add(id);
			return [];
		}
		const limits = { ...LIMITS, deadlineAtMs };
		const found = await getRun(context, { runId: id, workflowId }, limits).catch((error: Error) => {
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
	const runs = await Promise.all(listed.map(async (run) => await limit(read, run)));
	const [failure] = failures;
	if (failure !== undefined) {
		if (runs.flat().length === 0) throw failure;
		context.logger.warn(
			`Noxus could not give all runs, so the next look asks again: ${failure.message}`,
		);
	}
	return { runs: runs.flat(), left };
}

function isGone(error: Error): boolean {
	return error instanceof NodeApiError && (error.httpCode === '404' || error.httpCode === '410');
}
