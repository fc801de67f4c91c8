import { SharedLook } from '../../common/util/singleFlight';

/** Looks that end when told, and what became of them. */
function looks() {
	const ends: Array<(result: string) => void> = [];
	const look = () => new Promise<string>((resolve) => ends.push(resolve));
	return { ends, look };
}

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

describe('SharedLook', () => {
	it('lets any number at once cost two looks', async () => {
		const { ends, look } = looks();
		const shared = new SharedLook<string>();
		const taken = Array.from({ length: 100 }, async () => await shared.take(look));
		expect(ends).toHaveLength(1);
		ends[0]?.('first');
		await settle();
		expect(ends).toHaveLength(2);
		ends[1]?.('second');
		const results = await Promise.all(taken);
		expect(results).toEqual(['first', ...Array<string>(99).fill('second')]);
	});

	it('begins anew for one who comes later', async () => {
		const { ends, look } = looks();
		const shared = new SharedLook<string>();
		const first = shared.take(look);
		ends[0]?.('first');
		await first;
		const second = shared.take(look);
		ends[1]?.('second');
		expect(await second).toBe('second');
	});

	it('looks again after a look that failed', async () => {
		const shared = new SharedLook<string>();
		const failing = shared.take(async () => await Promise.reject(new Error('away')));
		const next = shared.take(async () => 'back');
		await expect(failing).rejects.toThrow('away');
		expect(await next).toBe('back');
	});
});
