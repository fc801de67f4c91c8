import { slowDown, waitForTurn } from '../../common/http/pace';
import type { NoxusContext } from '../../common/http/context';

const execution = (signal?: AbortSignal) =>
	({
		getNode: () => ({ name: 'Noxus', type: 'noxus' }),
		getExecutionCancelSignal: () => signal,
	}) as unknown as NoxusContext;

describe('the pace of a node execution', () => {
	it('holds requests back until the delay is over, and the longest delay counts', async () => {
		const context = execution();
		slowDown(context, 300);
		slowDown(context, 1);
		const fromMs = performance.now();
		await waitForTurn(context);
		// Timers may come a little early.
		expect(performance.now() - fromMs).toBeGreaterThan(280);
		await waitForTurn(context);
	});

	it('does not touch other executions', async () => {
		slowDown(execution(), 60_000);
		// The time limit of the test is less.
		await waitForTurn(execution());
	});

	it('ends when the execution is stopped', async () => {
		const stop = new AbortController();
		const context = execution(stop.signal);
		slowDown(context, 300);
		const turn = waitForTurn(context);
		stop.abort();
		await expect(turn).rejects.toThrow('The execution was stopped');
	});
});
