import { findRecent, keepRecent } from '../../common/wait/recentJobs';

let tests = 0;
const newKey = () => `job ${(tests += 1)}`;
const NOW_MS = 1_000_000;

describe('jobs that were read a moment ago', () => {
	it('are found again by their key', () => {
		const [a, b] = [newKey(), newKey()];
		keepRecent(a, { id: 'a' }, NOW_MS);
		keepRecent(b, { id: 'b' }, NOW_MS);
		keepRecent(a, { id: 'newer' }, NOW_MS);
		expect(findRecent(a, NOW_MS)).toEqual({ id: 'newer' });
		expect(findRecent(b, NOW_MS + 59_999)).toEqual({ id: 'b' });
		expect(findRecent(newKey(), NOW_MS)).toBeUndefined();
	});

	it.each([
		['after a minute', 60_000],
		['if the clock was set back by a minute', -60_000],
	])('are read again %s', (_case, afterMs) => {
		const key = newKey();
		keepRecent(key, { id: 'a' }, NOW_MS);
		expect(findRecent(key, NOW_MS + afterMs)).toBeUndefined();
	});

	it('are not kept if they are large', () => {
		const key = newKey();
		keepRecent(key, { output: 'x'.repeat(100_000) }, NOW_MS);
		expect(findRecent(key, NOW_MS)).toBeUndefined();
	});

	it('give way to newer ones beyond 32 million characters', () => {
		const keys = Array.from({ length: 400 }, newKey);
		for (const key of keys) keepRecent(key, { output: 'x'.repeat(90_000) }, NOW_MS);
		const kept = keys.filter((key) => findRecent(key, NOW_MS) !== undefined);
		expect(kept).toEqual(keys.slice(-kept.length));
		expect(kept.length).toBeGreaterThan(300);
		expect(kept.length).toBeLessThan(356);
	});
});
