import { sleep } from 'n8n-workflow';

import { RequestLimit, withGrace } from '../../common/http/requestLimit';

/** Whether a signal has ended, before and after each of the waits. */
async function statesOf(signal: AbortSignal | undefined, ...waitsMs: number[]) {
	const states = [signal?.aborted];
	for (const waitMs of waitsMs) {
		await sleep(waitMs);
		states.push(signal?.aborted);
	}
	return states;
}

describe('RequestLimit', () => {
	it('ends the request after its time, and notes that', async () => {
		const limit = new RequestLimit(5_000, []);
		expect(await statesOf(limit.signal, 4_999)).toEqual([false, false]);
		expect(limit.isOver).toBe(false);
		expect(await statesOf(limit.signal, 1)).toEqual([false, true]);
		expect(limit.isOver).toBe(true);
	});

	it('leaves a request alone that was released', async () => {
		const limit = new RequestLimit(5_000, []);
		limit.release();
		expect(await statesOf(limit.signal, 60_000)).toEqual([false, false]);
		expect(limit.isOver).toBe(false);
	});

	it('ends the request by close, which is not the time, also after it was released', async () => {
		const [closed, released] = [new RequestLimit(5_000, []), new RequestLimit(5_000, [])];
		released.release();
		released.close();
		closed.close();
		for (const { signal } of [closed, released]) expect(signal.aborted).toBe(true);
		await sleep(10_000);
		for (const { isOver } of [closed, released]) expect(isOver).toBe(false);
	});

	it.each([0, 1])('ends with each of the other signals: %i', (index) => {
		const others = [new AbortController(), new AbortController()];
		const signals = [undefined, ...others.map(({ signal }) => signal)];
		const limit = new RequestLimit(5_000, signals);
		const released = new RequestLimit(5_000, signals);
		released.release();
		expect([limit.signal.aborted, released.signal.aborted]).toEqual([false, false]);
		others[index]?.abort();
		expect([limit.signal.aborted, released.signal.aborted]).toEqual([true, true]);
		expect(limit.isOver).toBe(false);
	});

	it('has ended from the start if one of the other signals has', () => {
		expect(new RequestLimit(5_000, [AbortSignal.abort()]).signal.aborted).toBe(true);
	});

	it('does not end the other signals', async () => {
		const other = new AbortController();
		new RequestLimit(5_000, [other.signal]).close();
		expect(await statesOf(other.signal, 10_000)).toEqual([false, false]);
	});
});

describe('withGrace', () => {
	it('is no signal if there is none to follow', () => {
		expect(withGrace(undefined, 5_000)).toBeUndefined();
	});

	it('does not end by itself', async () => {
		const signal = withGrace(new AbortController().signal, 5_000);
		expect(await statesOf(signal, 60_000)).toEqual([false, false]);
	});

	it('ends after the grace, which begins with the stop', async () => {
		const stop = new AbortController();
		const signal = withGrace(stop.signal, 5_000);
		await sleep(60_000);
		stop.abort();
		expect(await statesOf(signal, 4_999, 1)).toEqual([false, false, true]);
	});

	it('has the grace as well if the stop came before', async () => {
		const signal = withGrace(AbortSignal.abort(), 5_000);
		expect(await statesOf(signal, 4_999, 1)).toEqual([false, false, true]);
	});
});
