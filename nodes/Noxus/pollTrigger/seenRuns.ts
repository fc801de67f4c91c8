/**
 * What one list of runs has shown so far, and what is new in it. Pure. It knows no order of the list
 * and no clock: the times are Noxus's own, and are only compared with each other.
 */

import type { Run } from '../api/run';
import { endsWait, isFinal } from '../api/runState';

/** So many of the runs that ended last are remembered by their ids, 50 KB or so. */
export const REMEMBERED_RUNS = 1_000;
/** While runs slip through the list, more. */
export const REMEMBERED_RUNS_IF_INCOMPLETE = 10_000;
/** A bound on runs that are remembered and not in the list any more. */
const MAX_KNOWN = 50_000;

/** What is remembered of a run that has not ended, or that is still to be handed over. */
const OPEN = 'open';
/** Marks a run that was not in the list at the last look. */
const ABSENT = '?';

/** Kept by n8n between two looks: plain JSON. */
export interface ListMemory {
	/** Runs that ended before this count as known; null: none does. It is a look behind `nextCutoffMs`. */
	cutoffMs: number | null;
	nextCutoffMs: number | null;
	/** By run id, the status that was seen last. */
	known: Record<string, string>;
}

/** A list as it was read. */
export interface ReadRuns {
	runs: Run[];
	isComplete: boolean;
}

/**
 * The runs that have ended or wait for a person since the last look, the oldest end first. Without a
 * memory there are none: what was there before the trigger is no news.
 */
export function findNews(memory: ListMemory | undefined, runs: Run[]): Run[] {
	if (memory === undefined) return [];
	const known = new Map(Object.entries(memory.known));
	const isNews = (run: Run): boolean => {
		if (!endsWait(run.status)) return false;
		const seen = known.get(run.id);
		if (seen !== undefined) return withoutMark(seen) !== run.status;
		return !isBefore(run, memory.cutoffMs);
	};
	return runs.filter(isNews).sort((a, b) => (endMs(a) ?? 0) - (endMs(b) ?? 0));
}

/**
 * The memory after a look. The runs in `left` were not handed over, and stay news for the next one,
 * whenever they ended.
 */
export function remember(
	memory: ListMemory | undefined,
	{ runs, isComplete }: ReadRuns,
	left: ReadonlySet<string> = new Set(),
): ListMemory {
	// All of them gone at once is more likely a fault of Noxus, after which all would be news.
	if (memory !== undefined && runs.length === 0) return memory;
	const nextCutoffMs = cutoffOf(memory, runs, isComplete);
	// A look behind: a run that slipped through this one is found in the next.
	const cutoffMs = memory === undefined ? nextCutoffMs : memory.nextCutoffMs;
	const inList = new Map<string, string>();
	for (const run of runs) {
		const isKept = left.has(run.id) || !isBefore(run, cutoffMs);
		if (isKept) inList.set(run.id, left.has(run.id) || !endsWait(run.status) ? OPEN : run.status);
	}
	const listed = new Set(runs.map(({ id }) => id));
	const absent = Object.entries(memory?.known ?? {})
		.filter(([id, seen]) => !listed.has(id) && !(isComplete && seen.endsWith(ABSENT)))
		.map(([id, seen]) => [id, isComplete ? seen + ABSENT : seen] as const)
		.slice(-MAX_KNOWN);
	return { cutoffMs, nextCutoffMs, known: Object.fromEntries([...absent, ...inList]) };
}

/** The same memory, in which these runs are still to be handed over. */
export function forget(memory: ListMemory, runIds: string[]): ListMemory {
	const again = Object.fromEntries(runIds.map((id) => [id, OPEN]));
	return { ...memory, known: { ...memory.known, ...again } };
}

/** The end of the n-th run, counted from the one that ended last; never earlier than it was. */
function cutoffOf(memory: ListMemory | undefined, runs: Run[], isComplete: boolean): number | null {
	const ends = runs
		.map(endMs)
		.filter((atMs) => atMs !== null)
		.sort((a, b) => b - a);
	// A first list with holes: what is missing in it must not be news later.
	const isFirstWithHoles = memory === undefined && !isComplete;
	const count = isComplete ? REMEMBERED_RUNS : REMEMBERED_RUNS_IF_INCOMPLETE;
	const atMs = isFirstWithHoles ? ends[0] : ends[count - 1];
	const beforeMs = memory?.nextCutoffMs ?? null;
	if (atMs === undefined) return beforeMs;
	return beforeMs === null ? atMs : Math.max(beforeMs, atMs);
}

/** Whether the run ended before the cutoff. One without a time did not, nor one that has not ended. */
function isBefore(run: Run, cutoffMs: number | null): boolean {
	const atMs = endMs(run);
	return cutoffMs !== null && atMs !== null && atMs < cutoffMs;
}

/** When a run ended; null if it has not, or Noxus does not say. */
function endMs({ status, finishedAt }: Run): number | null {
	const atMs = Date.parse(finishedAt ?? '');
	return isFinal(status) && !Number.isNaN(atMs) ? atMs : null;
}

function withoutMark(seen: string): string {
	return seen.endsWith(ABSENT) ? seen.slice(0, -ABSENT.length) : seen;
}
