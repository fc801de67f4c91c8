import { StreamHealth } from '../../common/wait/streamHealth';

const all = () => 1;

describe('StreamHealth', () => {
	it('gives up after three broken streams in a row', () => {
		const health = new StreamHealth();
		const delays = [health.delayMs(all)];
		for (let i = 0; i < 3; i++) {
			expect(health.isHopeless).toBe(false);
			health.note('broken');
			delays.push(health.delayMs(all));
		}
		expect(health.isHopeless).toBe(true);
		expect(delays).toEqual([0, 500, 1_000, 2_000]);
	});

	it('begins anew after a healthy stream', () => {
		const health = new StreamHealth();
		health.note('broken');
		health.note('broken');
		health.note('healthy');
		expect(health.delayMs(all)).toBe(0);
		health.note('broken');
		expect(health.isHopeless).toBe(false);
		expect(health.delayMs(all)).toBe(500);
	});

	it('never gives up if a stream cannot be opened, but asks more rarely', () => {
		const health = new StreamHealth();
		const delays = Array.from({ length: 100 }, () => {
			health.note('unopened');
			return health.delayMs(all);
		});
		expect(health.isHopeless).toBe(false);
		expect(delays.slice(0, 7)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
		expect(health.isPolling).toBe(true);
		health.note('broken');
		expect(health.isPolling).toBe(false);
	});

	it('is polling from the third stream on that could not be opened', () => {
		const health = new StreamHealth();
		const isPolling = [1, 2, 3].map(() => {
			health.note('unopened');
			return health.isPolling;
		});
		expect(isPolling).toEqual([false, false, true]);
		health.note('healthy');
		expect(health.isPolling).toBe(false);
	});

	it('counts broken streams even if some could not be opened in between', () => {
		const health = new StreamHealth();
		for (let i = 0; i < 3; i++) {
			health.note('broken');
			health.note('unopened');
		}
		expect(health.isHopeless).toBe(true);
	});
});
