import { Turns } from '../../common/items/turns';

/** What the event loop does, and what is let through, in its order. */
async function watch(callers: number): Promise<string[]> {
	const turns = new Turns();
	const seen: string[] = [];
	let isWatching = true;
	const note = () => {
		seen.push('-');
		if (isWatching) setImmediate(note);
	};
	setImmediate(note);
	const pass = async (_: unknown, i: number) => {
		await turns.next();
		seen.push(String(i));
	};
	await Promise.all(Array.from({ length: callers }, pass));
	isWatching = false;
	return seen;
}

describe('turns', () => {
	it('let the first through at once', async () => {
		expect(await watch(1)).toEqual(['0']);
	});

	it('let one through in each turn of the event loop, in the order of the calls', async () => {
		const seen = await watch(5);
		expect(seen.filter((what) => what !== '-')).toEqual(['0', '1', '2', '3', '4']);
		expect(seen.join('')).toMatch(/^0-+1-+2-+3-+4$/);
	});

	it('do not wait for those of long ago', async () => {
		const turns = new Turns();
		await turns.next();
		await new Promise((resolve) => setTimeout(resolve, 20));
		const seen: string[] = [];
		setImmediate(() => seen.push('-'));
		await turns.next();
		expect(seen).toEqual([]);
	});
});
