import type { Run } from '../api/run';
import type { RunFilters } from '../fields/runFilters';

/**
 * The wanted runs, each once as it was read last, newest first. Pure. A run without a time of
 * creation comes last, and not at all where a time is asked for.
 */
export function selectRuns(runs: Run[], filters: RunFilters): Run[] {
	const unique = [...new Map(runs.map((run) => [run.id, run])).values()];
	const timed = unique.map((run) => ({ run, atMs: Date.parse(run.createdAt ?? '') }));
	return timed
		.filter(({ run, atMs }) => isWanted(run, atMs, filters))
		.sort((a, b) => rank(b.atMs) - rank(a.atMs) || (a.run.id < b.run.id ? -1 : 1))
		.map(({ run }) => run);
}

function isWanted(
	{ status }: Run,
	atMs: number,
	{ statuses, createdAfterMs, createdBeforeMs }: RunFilters,
): boolean {
	// No comparison with NaN is true.
	return (
		(statuses.length === 0 || statuses.includes(status)) &&
		(createdAfterMs === undefined || atMs >= createdAfterMs) &&
		(createdBeforeMs === undefined || atMs < createdBeforeMs)
	);
}

function rank(atMs: number): number {
	return Number.isNaN(atMs) ? 0 : atMs;
}
