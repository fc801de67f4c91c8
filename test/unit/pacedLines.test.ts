import { PacedLines } from '../../common/webhook/pacedLines';

describe('PacedLines', () => {
	it('lets one line of a kind through in its time, and tells how many it held back', () => {
		const lines = new PacedLines(60_000, 10);
		const at = [0, 1, 59_999, 60_000, 60_001, 200_000];
		expect(at.map((nowMs) => lines.take('a', nowMs))).toEqual([
			0,
			undefined,
			undefined,
			2,
			undefined,
			1,
		]);
		expect(lines.take('b', 200_000)).toBe(0);
	});

	it('remembers some kinds only', () => {
		const lines = new PacedLines(60_000, 2);
		expect(['a', 'b', 'c', 'a', 'c'].map((kind) => lines.take(kind, 0))).toEqual([
			0,
			0,
			0,
			0,
			undefined,
		]);
	});

	it('holds nothing back for long when the clock is set back', () => {
		const lines = new PacedLines(60_000, 10);
		lines.take('a', 1_000_000);
		expect(lines.take('a', 0)).toBe(0);
	});
});
