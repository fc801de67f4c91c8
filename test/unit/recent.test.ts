import { RecentKeys } from '../../common/util/recentKeys';

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

	it('begins anew with a key that comes again', () => {
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

	it('does not keep a key for long when the clock is set back', () => {
		const recent = new RecentKeys(5_000, 10);
		recent.add('a', 1_000_000);
		expect(recent.has('a', 0)).toBe(false);
	});
});
