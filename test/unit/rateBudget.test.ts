import { RateBudget, takeFromAll } from '../../common/util/rateBudget';

/** How many of `tries` get a permit at this time. */
function taken(budgets: RateBudget[], nowMs: number, tries = 100): number {
	return Array.from({ length: tries }, () => takeFromAll(budgets, nowMs)).filter(
		(waitMs) => waitMs === 0,
	).length;
}

const START_MS = 1_780_000_000_000;

describe('RateBudget', () => {
	it('gives what is in reserve at once, and then one after another', () => {
		const budget = new RateBudget({ burst: 10, perSecond: 2 });
		expect(taken([budget], START_MS)).toBe(10);
		expect(budget.waitMs(START_MS)).toBe(500);
		expect(taken([budget], START_MS + 499)).toBe(0);
		expect(taken([budget], START_MS + 500)).toBe(1);
		expect(taken([budget], START_MS + 2_500)).toBe(4);
	});

	it('never has more than the reserve', () => {
		const budget = new RateBudget({ burst: 10, perSecond: 2 });
		expect(taken([budget], START_MS)).toBe(10);
		expect(taken([budget], START_MS + 86_400_000)).toBe(10);
	});

	it('gives nothing for a clock that was set back, and continues from there', () => {
		const budget = new RateBudget({ burst: 10, perSecond: 1 });
		expect(taken([budget], START_MS)).toBe(10);
		expect(taken([budget], START_MS - 3_600_000)).toBe(0);
		expect(taken([budget], START_MS - 3_600_000 + 1_000)).toBe(1);
	});

	it('takes of all budgets or of none', () => {
		const [own, shared] = [
			new RateBudget({ burst: 5, perSecond: 1 }),
			new RateBudget({ burst: 8, perSecond: 1 }),
		];
		const other = new RateBudget({ burst: 5, perSecond: 1 });
		expect(taken([own, shared], START_MS)).toBe(5);
		expect(taken([other, shared], START_MS)).toBe(3);
		expect(other.waitMs(START_MS)).toBe(0);
		expect(takeFromAll([other, shared], START_MS)).toBe(1_000);
	});
});
