import { Deliveries } from '../../common/webhook/deduplication';

const RUN = '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917 completed';
const OTHER_RUN = '1b4e28ba-2fa1-41d2-883f-0016d3cca427 completed';

const counts = (status: number) => status === 200;

/** Limits with a clock and a patience that the test moves on. */
function limits(maxKept = 10) {
	const clock = { nowMs: 0, giveUp: () => {} };
	const wait = async () => await new Promise<void>((resolve) => (clock.giveUp = resolve));
	return { clock, limits: { maxKept, maxWaitMs: 1, maxOpenMs: 100, now: () => clock.nowMs, wait } };
}

/**
 * Deliveries answered with the statuses given, one after the other; `handled` lists the keys. What
 * counts is safe at once.
 */
function deliveriesThat(statuses: number[], maxKept = 10) {
	const deliveries = new Deliveries<number>(limits(maxKept).limits);
	const handled: string[] = [];
	const deliver = async (key: string) => {
		const handle = async () => {
			handled.push(key);
			return statuses.shift() ?? 200;
		};
		const answer = await deliveries.once([key], handle, counts);
		if (answer === 200) deliveries.settle([key], true);
		return answer;
	};
	return { deliver, handled };
}

/** A handler that ends when the test says so. */
function pending<Value>() {
	let resolve: (value: Value) => void = () => {};
	let reject: (error: Error) => void = () => {};
	const promise = new Promise<Value>((...settle) => ([resolve, reject] = settle));
	return { handle: async () => await promise, resolve, reject };
}

describe('Deliveries', () => {
	it('counts a delivery once', async () => {
		const { deliver, handled } = deliveriesThat([200]);
		expect([await deliver(RUN), await deliver(RUN)]).toEqual([200, 'repeated']);
		expect(handled).toEqual([RUN]);
	});

	it('counts a delivery once that comes several times at the same moment', async () => {
		const { deliver, handled } = deliveriesThat([200]);
		const answers = await Promise.all([deliver(RUN), deliver(RUN), deliver(RUN)]);
		expect(answers).toEqual([200, 'repeated', 'repeated']);
		expect(handled).toEqual([RUN]);
	});

	it('distinguishes deliveries', async () => {
		const { deliver } = deliveriesThat([200, 200]);
		expect([await deliver(RUN), await deliver(OTHER_RUN)]).toEqual([200, 200]);
	});

	it('lets the sender try again where a delivery did not count', async () => {
		const { deliver } = deliveriesThat([503, 200]);
		expect([await deliver(RUN), await deliver(RUN), await deliver(RUN)]).toEqual([
			503,
			200,
			'repeated',
		]);
	});

	it('gives all that came at the same moment the outcome of the first', async () => {
		const { deliver, handled } = deliveriesThat([503]);
		expect(await Promise.all([deliver(RUN), deliver(RUN)])).toEqual([503, 503]);
		expect(handled).toEqual([RUN]);
	});

	it('throws what the first throws, asks others to retry, and takes them then', async () => {
		const deliveries = new Deliveries<number>(limits().limits);
		const { handle, reject } = pending<number>();
		const both = Promise.allSettled([
			deliveries.once([RUN], handle, counts),
			deliveries.once([RUN], async () => 200, counts),
		]);
		const reason = new Error('database is locked');
		reject(reason);
		expect(await both).toEqual([
			{ status: 'rejected', reason },
			{ status: 'fulfilled', value: 'undecided' },
		]);
		expect(await deliveries.once([RUN], async () => 200, counts)).toBe(200);
	});

	it.each([
		[true, 'repeated', 'repeated'],
		[false, 'undecided', 200],
	])('keeps a second one waiting until the first is safe (%s)', async (isSafe, reported, later) => {
		const deliveries = new Deliveries<number>(limits().limits);
		expect(await deliveries.once([RUN], async () => 200, counts)).toBe(200);
		let isTold = false;
		const second = deliveries.once([RUN], async () => 500, counts).finally(() => (isTold = true));
		await new Promise((resolve) => setImmediate(resolve));
		expect(isTold).toBe(false);
		deliveries.settle([RUN], isSafe);
		expect(await second).toBe(reported);
		expect(await deliveries.once([RUN], async () => 200, counts)).toBe(later);
	});

	it('asks a second one to retry when the first takes too long', async () => {
		const { clock, limits: given } = limits();
		const deliveries = new Deliveries<number>(given);
		await deliveries.once([RUN], async () => 200, counts);
		const second = deliveries.once([RUN], async () => 500, counts);
		clock.giveUp();
		expect(await second).toBe('undecided');
		deliveries.settle([RUN], true);
		expect(await deliveries.once([RUN], async () => 500, counts)).toBe('repeated');
	});

	it('lets another take the place of a first one that is never heard of again', async () => {
		const { clock, limits: given } = limits();
		const deliveries = new Deliveries<number>(given);
		await deliveries.once([RUN], async () => 200, counts);
		clock.nowMs = 101;
		expect(await deliveries.once([RUN], async () => 200, counts)).toBe(200);
		// What is safe stays so, however old it is.
		deliveries.settle([RUN], true);
		clock.nowMs = 1_000;
		expect(await deliveries.once([RUN], async () => 200, counts)).toBe('repeated');
	});

	it('is not moved by news of a delivery that is settled or unknown', async () => {
		const { deliver } = deliveriesThat([200, 503]);
		await deliver(RUN);
		const deliveries = new Deliveries<number>(limits().limits);
		deliveries.settle([RUN], true);
		expect(await deliveries.once([RUN], async () => 200, counts)).toBe(200);
		deliveries.settle([RUN], true);
		deliveries.settle([RUN], false);
		expect(await deliveries.once([RUN], async () => 200, counts)).toBe('repeated');
	});

	it('forgets the oldest first when it holds too many', async () => {
		const { deliver, handled } = deliveriesThat([], 2);
		await deliver('1');
		await deliver('2');
		await deliver('3');
		expect([await deliver('2'), await deliver('3'), await deliver('1')]).toEqual([
			'repeated',
			'repeated',
			200,
		]);
		expect(handled).toEqual(['1', '2', '3', '1']);
	});

	it('keeps the later delivery of a key when a forgotten one fails', async () => {
		const deliveries = new Deliveries<number>(limits(1).limits);
		const { handle, resolve } = pending<number>();
		const forgotten = deliveries.once([RUN], handle, counts);
		await deliveries.once([OTHER_RUN], async () => 200, counts);
		await deliveries.once([RUN], async () => 200, counts);
		deliveries.settle([RUN], true);
		resolve(503);
		await forgotten;
		expect(await deliveries.once([RUN], async () => 200, counts)).toBe('repeated');
	});

	it.each<[string, string[]]>([
		['the first key', ['a', 'other']],
		['the second key', ['other', 'b']],
		['its only key', ['b']],
	])('takes a delivery with %s of an earlier one for a repetition', async (_case, keys) => {
		const deliveries = new Deliveries<number>(limits().limits);
		await deliveries.once(['a', 'b'], async () => 200, counts);
		deliveries.settle(keys, true);
		expect(await deliveries.once(keys, async () => 500, counts)).toBe('repeated');
		expect(await deliveries.once(['c', 'd'], async () => 500, counts)).toBe(500);
	});

	it('keeps no key of a delivery that did not count', async () => {
		const deliveries = new Deliveries<number>(limits().limits);
		expect(await deliveries.once(['a', 'b'], async () => 503, counts)).toBe(503);
		expect(await deliveries.once(['b', 'c'], async () => 200, counts)).toBe(200);
	});

	it('remembers as many deliveries with two keys as with one', async () => {
		const deliveries = new Deliveries<number>(limits(2).limits);
		const deliver = async (name: string) => {
			const keys = [`${name}1`, `${name}2`];
			const answer = await deliveries.once(keys, async () => 200, counts);
			deliveries.settle(keys, true);
			return answer;
		};
		for (const name of ['a', 'b', 'c']) await deliver(name);
		expect([await deliver('c'), await deliver('b'), await deliver('a')]).toEqual([
			'repeated',
			'repeated',
			200,
		]);
	});
});
