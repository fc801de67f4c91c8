/** What items and errors show of the runs that were tried for one item. */

import type { IDataObject, INode } from 'n8n-workflow';

import { appendToDescription } from '../../../common/http/errors';
import { describeError, toNodeError } from '../../../common/items/errorItem';
import type { Run } from '../api/run';

/** The runs of one item. Plain JSON, because it is kept with a parked execution. */
export interface TriedRuns {
	/** In the order in which they were started. */
	runIds: string[];
	/** Those that Noxus reports as failed. */
	failedRuns: Array<{ runId: string; errorMessage: string | null }>;
}

/** The runs with one more that has failed; unchanged if that is known already. */
export function withFailedRun<T extends TriedRuns>(tried: T, { id, errorMessage }: Run): T {
	if (tried.failedRuns.some(({ runId }) => runId === id)) return tried;
	return { ...tried, failedRuns: [...tried.failedRuns, { runId: id, errorMessage }] };
}

/** Their fields of the item; none if runs are not to be retried. */
export function triedRunsJson(tried: TriedRuns | undefined): IDataObject {
	if (tried === undefined) return {};
	return { runIds: [...tried.runIds], failedRuns: tried.failedRuns.map((run) => ({ ...run })) };
}

/**
 * Runs `work`; what it throws then has the fields of the runs that were tried by then.
 *
 * @throws whatever `work` throws.
 */
export async function withTriedRuns<T>(
	node: INode,
	triedNow: () => TriedRuns | undefined,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (caught) {
		const tried = triedNow();
		const error = toNodeError(node, caught);
		throw tried === undefined ? error : namingTriedRuns(error, tried);
	}
}

/** The error with the runs that were tried. */
export function namingTriedRuns<E extends ReturnType<typeof toNodeError>>(
	error: E,
	tried: TriedRuns,
): E {
	const failedIds = tried.failedRuns.map(({ runId }) => runId);
	const list = `Failed runs of this item, including the last one: ${failedIds.join(', ')}.`;
	appendToDescription(error, [failedIds.length > 1 && list]);
	return describeError(error, triedRunsJson(tried));
}
