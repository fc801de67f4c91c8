import { KeyedQueue } from '../../common/util/keyedQueue';

const nextTurn = async () => await new Promise((resolve) => setImmediate(resolve));

/** Work that ends when `end` is called. */
function openWork(log: string[], name: string) {
	let end = () => {};
	const ended = new Promise<void>((resolve) => (end = resolve));
	const work = async () => {
		log.push(`${name} begins`);
		await ended;
		log.push(`${name} ends`);
		return name;
	};
	return { work, end: () => end() };
}

describe('KeyedQueue', () => {
	it('runs work of one key in its order, and of another at once', async () => {
		const queue = new KeyedQueue();
		const log: string[] = [];
		const [one, two, other] = ['one', 'two', 'other'].map((name) => openWork(log, name));
		const results = [
			queue.run('key', async () => await one?.work()),
			queue.run('key', async () => await two?.work()),
			queue.run('other key', async () => await other?.work()),
		];
		await nextTurn();
		expect(log).toEqual(['one begins', 'other begins']);
		other?.end();
		two?.end();
		one?.end();
		expect(await Promise.all(results)).toEqual(['one', 'two', 'other']);
		expect(log.slice(-3)).toEqual(['one ends', 'two begins', 'two ends']);
	});

	it('continues after work that fails, and forgets keys without work', async () => {
		const queue = new KeyedQueue();
		const failing = queue.run('key', async () => await Promise.reject(new Error('no')));
		const next = queue.run('key', async () => 'next');
		await expect(failing).rejects.toThrow('no');
		expect(await next).toBe('next');
		await nextTurn();
		expect(queue.size).toBe(0);
	});

	it('keeps the order after one that gave up waiting', async () => {
		const queue = new KeyedQueue();
		const log: string[] = [];
		const first = openWork(log, 'first');
		const running = queue.run('key', first.work);
		const giveUp = async () => await Promise.reject(new Error('stopped'));
		await expect(queue.run('key', async () => log.push('never'), giveUp)).rejects.toThrow(
			'stopped',
		);
		const last = queue.run('key', async () => log.push('last'));
		await nextTurn();
		expect(log).toEqual(['first begins']);
		first.end();
		await Promise.all([running, last]);
		expect(log).toEqual(['first begins', 'first ends', 'last']);
	});
});
