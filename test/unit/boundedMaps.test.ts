import { dropOldest, KeyedStates, PacedLines, RecentKeys } from '../../common/util/boundedMaps';

describe('dropOldest', () => {
	it.each([
		['nothing of a map that is not too large', 3, ['a', 'b', 'c']],
		['what was put in first', 2, ['b', 'c']],
		['everything, if nothing may stay', 0, []],
	])('drops %s', (_name, max, left) => {
		const map = new Map(['a', 'b', 'c'].map((key) => [key, key]));
		dropOldest(map, max);
		expect([...map.keys()]).toEqual(left);
	});
});

describe('RecentKeys', () => {
	it('remembers a key for its time', () => {
		const recent = new RecentKeys(5_000, 10);
		recent.add('a', 1_000);
		expect([recent.has('a', 5_999), recent.has('b', 5_999), recent.has('a', 6_000)]).toEqual([
			true,
			false,
			false,
		]);
	});

	it('begins anew with a key that is added again', () => {
		const recent = new RecentKeys(5_000, 2);
		recent.add('a', 0);
		recent.add('b', 0);
		recent.add('a', 4_000);
		recent.add('c', 4_000);
		expect([recent.has('a', 8_000), recent.has('b', 4_000), recent.has('c', 8_000)]).toEqual([
			true,
			false,
			true,
		]);
	});

	it('does not keep a key for long if the clock is set back', () => {
		const recent = new RecentKeys(5_000, 10);
		recent.add('a', 1_000_000);
		expect(recent.has('a', 0)).toBe(false);
	});
});

describe('PacedLines', () => {
	it('lets one line of a kind through in its time, and returns how many it held back', () => {
		const lines = new PacedLines(60_000, 10);
		const at = [0, 1, 59_999, 60_000, 60_001, 200_000];
		expect(at.map((nowMs) => lines.take('a', nowMs))).toEqual([
			0,
			undefined,
			undefined,
			2,
			undefined,
			1,
		]);
		expect(lines.take('b', 200_000)).toBe(0);
	});

	it('remembers some kinds only', () => {
		const lines = new PacedLines(60_000, 2);
		expect(['a', 'b', 'c', 'a', 'c'].map((kind) => lines.take(kind, 0))).toEqual([
			0,
			0,
			0,
			0,
			undefined,
		]);
	});

	it('holds nothing back for long if the clock is set back', () => {
		const lines = new PacedLines(60_000, 10);
		lines.take('a', 1_000_000);
		expect(lines.take('a', 0)).toBe(0);
	});
});

describe('KeyedStates', () => {
	const statesOf = (max: number) => {
		let made = 0;
		return new KeyedStates(max, () => ++made);
	};

	it('makes the state of a key once', () => {
		const states = statesOf(10);
		expect(['a', 'b', 'a'].map((key) => states.of(key))).toEqual([1, 2, 1]);
	});

	it('drops the one that was not asked for the longest', () => {
		const states = statesOf(2);
		for (const key of ['a', 'b', 'a', 'c']) states.of(key);
		expect(['a', 'b', 'c'].map((key) => states.find(key))).toEqual([1, undefined, 3]);
	});

	it('makes none to find one, which then counts as no newer', () => {
		const states = statesOf(2);
		expect(states.find('a')).toBeUndefined();
		states.of('a');
		states.of('b');
		expect(states.find('a')).toBe(1);
		states.of('c');
		expect(states.find('a')).toBeUndefined();
	});

	it('makes another one after a key was deleted', () => {
		const states = statesOf(2);
		states.of('a');
		states.delete('a');
		expect(states.find('a')).toBeUndefined();
		expect(states.of('a')).toBe(2);
	});
});
