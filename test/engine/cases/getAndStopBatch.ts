import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { startRun } from '../../unit/simulator/support/client';
import { runNode } from '../support/engine';
import { callsTo, expectAtOnce, ONE_RUN, STOP } from '../support/noxusCalls';
import { runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();

/** Starts slow runs, and gives Get or Stop an item for each, in the opposite order. */
async function startRuns(count: number): Promise<string[]> {
	for (let n = 0; n < count; n++) {
		await startRun(used.simulator, 'slow', { Milliseconds: UNTIL_HURRIED_MS });
	}
	const isRunning = () => used.simulator.runs.every(({ status }) => status === 'running');
	await waitUntil(isRunning);
	return used.simulator.runs.map(({ id }) => id).reverse();
}

const handle = async (operation: 'get' | 'stop', runIds: string[]) =>
	await runNode({
		credentials: used.credentials,
		items: runIds.map((runId) => ({ json: { runId } })),
		parameters: runParameters(operation, WORKFLOWS.slow, { runId: '={{ $json.runId }}' }),
	});

describe.each([
	['get', 'GET', ONE_RUN],
	['stop', 'POST', STOP],
] as const)('%s', (operation, method, path) => {
	it('handles ten items in parallel, in the order of the input', async () => {
		const ids = await startRuns(14);
		const given = { path, method, count: 10 };
		const handled = async () => await handle(operation, ids);
		const { items, error } = await expectAtOnce(used.simulator, given, handled);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json.runId)).toEqual(ids);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_id, item) => ({ item })));
		const status = operation === 'stop' ? 'stopped' : 'running';
		expect(new Set(items.map(({ json }) => json.status))).toEqual(new Set([status]));
		expect(callsTo(used.simulator, path, method)).toHaveLength(14);
	});

	it('slows all items down for a rate limit that one meets', async () => {
		const ids = await startRuns(13);
		const headers = { 'retry-after': '3' };
		const limit = { kind: 'status', statusCode: 429, headers, times: 1 } as const;
		used.simulator.addFault({ method, path: path.source, ...limit });
		// So that the others come in when the limit is known.
		used.simulator.addFault({ method, path: path.source, kind: 'delay', delayMs: 500, times: 9 });
		const { items } = await handle(operation, ids);
		expect(items.map(({ json }) => json.runId)).toEqual(ids);
		const calls = callsTo(used.simulator, path, method);
		const limitedAtMs = Number(calls.find(({ statusCode }) => statusCode === 429)?.endedAt);
		const afterMs = calls.map(({ startedAt }) => startedAt.getTime() - limitedAtMs);
		expect(afterMs.filter((ms) => ms > 400 && ms < 2_700)).toEqual([]);
		// The one that was refused, and at least the three that had no place among the ten.
		expect(afterMs.filter((ms) => ms >= 2_700).length).toBeGreaterThanOrEqual(4);
	});
});
