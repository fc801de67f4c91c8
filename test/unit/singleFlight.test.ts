import { SingleFlight } from '../../common/util/singleFlight';

/** Work that ends when the test lets it, one piece after another. */
function heldWork() {
	const ends: Array<(result: string) => void> = [];
	const work = () => new Promise<string>((resolve) => ends.push(resolve));
	return { ends, work };
}

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

describe('SingleFlight', () => {
	it('works twice for any number of callers at once', async () => {
		const { ends, work } = heldWork();
		const flight = new SingleFlight<string>();
		const taken = Array.from({ length: 100 }, async () => await flight.take(work));
		expect(ends).toHaveLength(1);
		ends[0]?.('first');
		await settle();
		expect(ends).toHaveLength(2);
		ends[1]?.('second');
		const results = await Promise.all(taken);
		expect(results).toEqual(['first', ...Array<string>(99).fill('second')]);
	});

	it('begins anew for a caller that comes later', async () => {
		const { ends, work } = heldWork();
		const flight = new SingleFlight<string>();
		const first = flight.take(work);
		ends[0]?.('first');
		await first;
		const second = flight.take(work);
		ends[1]?.('second');
		expect(await second).toBe('second');
	});

	it('works again after work that failed', async () => {
		const flight = new SingleFlight<string>();
		const failing = flight.take(async () => await Promise.reject(new Error('unreachable')));
		const next = flight.take(async () => 'back');
		await expect(failing).rejects.toThrow('unreachable');
		expect(await next).toBe('back');
	});
});
