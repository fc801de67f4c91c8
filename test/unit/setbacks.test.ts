import { Setbacks } from '../../common/wait/streamHealth';

const all = () => 1;

describe('Setbacks', () => {
	it('gives up after three broken streams in a row', () => {
		const setbacks = new Setbacks();
		const delays = [setbacks.delayMs(all)];
		for (let i = 0; i < 3; i++) {
			expect(setbacks.isHopeless).toBe(false);
			setbacks.noteBroken();
			delays.push(setbacks.delayMs(all));
		}
		expect(setbacks.isHopeless).toBe(true);
		expect(delays).toEqual([0, 500, 1_000, 2_000]);
	});

	it('begins anew when a stream did well', () => {
		const setbacks = new Setbacks();
		setbacks.noteBroken();
		setbacks.noteBroken();
		setbacks.clear();
		setbacks.noteBroken();
		expect(setbacks.isHopeless).toBe(false);
		expect(setbacks.delayMs(all)).toBe(500);
	});

	it('never gives up where a stream cannot be opened, but asks more rarely', () => {
		const setbacks = new Setbacks();
		const delays = Array.from({ length: 100 }, () => {
			setbacks.noteUnopened();
			return setbacks.delayMs(all);
		});
		expect(setbacks.isHopeless).toBe(false);
		expect(delays.slice(0, 7)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
		expect(setbacks.isPolling).toBe(true);
		setbacks.noteBroken();
		expect(setbacks.isPolling).toBe(false);
	});

	it('counts broken streams also where some could not be opened in between', () => {
		const setbacks = new Setbacks();
		for (let i = 0; i < 3; i++) {
			setbacks.noteBroken();
			setbacks.noteUnopened();
		}
		expect(setbacks.isHopeless).toBe(true);
	});
});
