import type { Run } from '../api/run';
import type { RunCollector } from '../api/runList';
import type { RunFilters } from '../fields/runFilters';
import { selectRuns } from './selectRuns';

/** So many more than the limit come together before the worst are let go. */
const SLACK = 100;

/**
 * Keeps the newest of the wanted runs, up to a limit, whatever order they come in: twice as many and
 * at most a page are in memory, and the ids of all. Pure.
 */
export class BestRuns implements RunCollector {
	private readonly seen = new Set<string>();
	private kept = new Map<string, Run>();

	constructor(
		private readonly filters: RunFilters,
		private readonly limit: number,
	) {}

	add(run: Run): void {
		this.seen.add(run.id);
		this.kept.set(run.id, run);
		if (this.kept.size >= this.limit * 2 + SLACK) this.prune();
	}

	get count(): number {
		return this.seen.size;
	}

	/** Newest first. */
	get runs(): Run[] {
		this.prune();
		return [...this.kept.values()];
	}

	/** How many runs are in memory. */
	get keptCount(): number {
		return this.kept.size;
	}

	private prune(): void {
		const best = selectRuns([...this.kept.values()], this.filters).slice(0, this.limit);
		this.kept = new Map(best.map((run) => [run.id, run]));
	}
}
