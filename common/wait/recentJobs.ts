import { toShortJson } from '../util/json';

/** Addresses of files in an output may expire. */
const KEPT_MS = 60_000;
/** A larger job is read again when its item is made. */
const MAX_JOB_CHARS = 100_000;
/** Of all parkings in this process. */
const MAX_CHARS = 32_000_000;

interface RecentJob {
	job: unknown;
	atMs: number;
	chars: number;
}

const recent = new Map<string, RecentJob>();
let totalChars = 0;

/** Keeps a job that has ended for a minute, so that its item needs no other read, if there is room. */
export function keepRecent(key: string, job: unknown, nowMs: number): void {
	const { length: chars } = toShortJson(job, MAX_JOB_CHARS);
	if (chars >= MAX_JOB_CHARS) return;
	drop(key);
	recent.set(key, { job, atMs: nowMs, chars });
	totalChars += chars;
	for (const [oldest, { atMs }] of recent) {
		if (totalChars <= MAX_CHARS && isFresh(atMs, nowMs)) return;
		drop(oldest);
	}
}

/** A job that was kept in the last minute. */
export function findRecent(key: string, nowMs: number): unknown {
	const found = recent.get(key);
	return found !== undefined && isFresh(found.atMs, nowMs) ? found.job : undefined;
}

// A clock that was set back must not keep a job for longer.
const isFresh = (atMs: number, nowMs: number) => Math.abs(nowMs - atMs) < KEPT_MS;

function drop(key: string): void {
	totalChars -= recent.get(key)?.chars ?? 0;
	recent.delete(key);
}
