/**
 * Runs that Noxus lists and does not give: read again in the next looks, and after some handed over as
 * they were listed, so that they are not lost. Pure.
 */

import type { Run } from '../api/run';
import { statusKey } from './handOver';

const MAX_FAILED_LOOKS = 3;

/** By `statusKey`, in how many looks a run could not be read. */
export type FailedLooks = Record<string, number>;

/** What becomes of runs that were not read. */
export interface Unread {
	failedLooks: FailedLooks;
	/** Those that are handed over as they were listed, with a note for the user. */
	asListed: Map<Run, string>;
}

/** @param failures of the runs that Noxus refused to give; the others were not asked for. */
export function countFailures(
	unread: Run[],
	failures: ReadonlyMap<Run, string>,
	before: FailedLooks,
): Unread {
	const failedLooks: FailedLooks = {};
	const asListed = new Map<Run, string>();
	for (const run of unread) {
		const reason = failures.get(run);
		const count = failedLooksOf(run, before) + (reason === undefined ? 0 : 1);
		if (reason !== undefined && count >= MAX_FAILED_LOOKS) {
			const note = `Noxus lists this run, but did not return its output in ${count} checks: ${reason}`;
			asListed.set(run, note);
		} else if (count > 0) {
			failedLooks[statusKey(run)] = count;
		}
	}
	return { failedLooks, asListed };
}

/**
 * The order in which to read: at random, those that failed before last, so that they do not hold up
 * the others.
 */
export function readingOrder(runs: Run[], before: FailedLooks): Run[] {
	const placed = runs.map((run) => ({ run, at: failedLooksOf(run, before) + Math.random() }));
	return placed.sort((a, b) => a.at - b.at).map(({ run }) => run);
}

const failedLooksOf = (run: Run, before: FailedLooks): number => before[statusKey(run)] ?? 0;
