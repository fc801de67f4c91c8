import { KeyBatches } from '../../common/webhook/keyBatches';

/** A store that answers when the test says so; `batches` are what it was given, one after the other. */
function slowStore(known: string[] = []) {
	const store = new Set(known);
	const batches: string[][] = [];
	const answers: Array<() => void> = [];
	const record = async (keys: string[]) => {
		batches.push(keys);
		await new Promise<void>((resolve) => answers.push(resolve));
		const fresh = keys.filter((key) => !store.has(key));
		for (const key of keys) store.add(key);
		return fresh;
	};
	const answer = async () => {
		answers.shift()?.();
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { record, batches, answer };
}

describe('KeyBatches', () => {
	it('records what comes while the store is busy in one go', async () => {
		const { record, batches, answer } = slowStore(['old']);
		const keys = new KeyBatches(record);
		const asked = Promise.all(['a', 'b', 'old', 'c'].map(async (key) => await keys.isNew(key)));
		await answer();
		expect(keys.isIdle).toBe(false);
		await answer();
		expect(await asked).toEqual([true, true, false, true]);
		expect(batches).toEqual([['a'], ['b', 'old', 'c']]);
		expect(keys.isIdle).toBe(true);
	});

	it('reports the key as new to one of several in the same batch', async () => {
		const { record, batches, answer } = slowStore();
		const keys = new KeyBatches(record);
		const asked = Promise.all(['x', 'a', 'a', 'a'].map(async (key) => await keys.isNew(key)));
		await answer();
		await answer();
		expect(await asked).toEqual([true, true, false, false]);
		expect(batches).toEqual([['x'], ['a']]);
	});

	it('continues after it was idle', async () => {
		const { record, answer } = slowStore();
		const keys = new KeyBatches(record);
		const first = keys.isNew('a');
		await answer();
		expect(await first).toBe(true);
		const second = keys.isNew('a');
		await answer();
		expect(await second).toBe(false);
	});

	it('continues where the store fails: the keys count as new', async () => {
		let isAway = true;
		const batches = new KeyBatches(async (keys) => {
			if (isAway) throw new Error('away');
			return keys;
		});
		expect(await batches.isNew('a')).toBe(true);
		isAway = false;
		expect(await batches.isNew('b')).toBe(true);
		expect(batches.isIdle).toBe(true);
	});
});
