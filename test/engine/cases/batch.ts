import type { SimulatedRun } from '../../../simulator/noxus';
import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { runNode, startNode } from '../support/engine';
import { hurryRuns, untilFollowed } from '../support/followed';
import { callsTo, EVENTS } from '../support/noxusCalls';
import { runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { slowBatch, times } from '../support/slowBatch';
import { settle, waitUntil } from '../support/waitUntil';

const used = useSimulator();

/** How many runs were in progress at the same moment, at most, as the simulator noted it. */
function mostAtOnce(runs: readonly SimulatedRun[]): number {
	const changes = runs.flatMap(({ createdAt, finishedAt }) => [
		{ atMs: createdAt.getTime(), by: 1 },
		{ atMs: finishedAt?.getTime() ?? Infinity, by: -1 },
	]);
	// In the same millisecond, an end made room for the start.
	changes.sort((a, b) => a.atMs - b.atMs || a.by - b.by);
	let now = 0;
	return Math.max(...changes.map(({ by }) => (now += by)));
}

const statuses = () => used.simulator.runs.map(({ status }) => status);

describe('Max Concurrent Runs', () => {
	it.each([
		[{}, 10, 20],
		[{ maxConcurrentRuns: 1 }, 1, 3],
		[{ maxConcurrentRuns: 3 }, 3, 9],
	])('%j: %i runs are in progress at once, and never more', async (options, atOnce, count) => {
		const durationsMs = times(count, UNTIL_HURRIED_MS);
		const execution = await startNode(slowBatch(used.credentials, durationsMs, options));
		for (let ended = 0; ended < count; ended += atOnce) {
			await waitUntil(() => statuses().filter((status) => status === 'running').length === atOnce);
			await settle();
			hurryRuns(used.simulator);
		}
		const { items } = await execution.result;
		expect(items).toHaveLength(count);
		expect(statuses()).toEqual(times(count, 'completed'));
		expect(mostAtOnce(used.simulator.runs)).toBe(atOnce);
	});

	it.each(['create', 'createSync'])('holds for %s too', async (operation) => {
		used.simulator.addFault({ path: '/runs', kind: 'delay', delayMs: 300 });
		const { items } = await runNode({
			credentials: used.credentials,
			items: times(6, { json: { text: 'a' } }),
			parameters: runParameters(operation, WORKFLOWS.echo, {
				inputMode: 'json',
				inputJson: '={{ { "Text": $json.text } }}',
				options: { maxConcurrentRuns: 2 },
			}),
		});
		expect(items).toHaveLength(6);
		// The simulator holds each of them for 300 ms.
		const creates = callsTo(used.simulator, /\/runs(\/sync)?$/, 'POST');
		const [first, , third] = creates.map(({ startedAt }) => startedAt.getTime());
		expect(Number(third) - Number(first)).toBeGreaterThan(290);
		expect(used.simulator.runs).toHaveLength(6);
	});

	it('keeps the order of the input, whichever run ends first', async () => {
		const durations = times(5, UNTIL_HURRIED_MS).map((ms, item) => ms + item);
		const execution = await startNode(slowBatch(used.credentials, durations));
		await untilFollowed(used.simulator, 5);
		const last = durations.length - 1;
		for (const [at, ms] of [...durations].reverse().entries()) {
			const run = used.simulator.runs.find(({ input }) => input.Milliseconds === ms);
			used.simulator.hurryRun(String(run?.id));
			await waitUntil(() => statuses().filter((status) => status === 'completed').length > at);
			if (at < last) await settle();
		}
		const { items } = await execution.result;
		expect(items.map(({ json }) => json.output)).toEqual(
			durations.map((ms) => ({ Result: `slept ${ms} ms` })),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
			durations.map((_ms, item) => ({ item })),
		);
	});

	it.each([0, -1, 101, 2.5, 'many', '={{ [] }}'])(
		'%j is refused before anything is sent',
		async (maxConcurrentRuns) => {
			const { error } = await runNode(slowBatch(used.credentials, [1, 1], { maxConcurrentRuns }));
			expect(error?.message).toMatch(/^Max Concurrent Runs must be a whole number from 1 to 100/);
			expect(used.simulator.calls).toHaveLength(0);
		},
	);
});

describe('a rate limit', () => {
	it('that one item meets slows all of them', async () => {
		const polling = { follow: 'poll', maxConcurrentRuns: 6 };
		const execution = await startNode(slowBatch(used.credentials, times(6, 4_000), polling));
		await waitUntil(() => used.simulator.calls.length >= 9);
		const headers = { 'retry-after': '3' };
		const slowDown = { kind: 'status', statusCode: 429, headers, times: 1 } as const;
		used.simulator.addFault({ path: '/v1/', method: 'GET', ...slowDown });
		const { items } = await execution.result;
		expect(items.map(({ json }) => json.status)).toEqual(times(6, 'completed'));
		const { calls } = used.simulator;
		const limited = calls.find(({ statusCode }) => statusCode === 429);
		const limitedAtMs = limited?.endedAt?.getTime() ?? NaN;
		const afterMs = calls.map(({ startedAt }) => startedAt.getTime() - limitedAtMs);
		// Six that poll would have come several times in this time.
		expect(afterMs.filter((ms) => ms > 900 && ms < 2_700)).toEqual([]);
		expect(afterMs.filter((ms) => ms >= 2_700).length).toBeGreaterThanOrEqual(6);
	});

	it('holds event streams back too', async () => {
		const headers = { 'retry-after': '1' };
		const slowDown = { kind: 'status', statusCode: 429, headers, times: 1 } as const;
		used.simulator.addFault({ path: EVENTS.source, ...slowDown });
		const execution = await startNode(slowBatch(used.credentials, [UNTIL_HURRIED_MS]));
		await untilFollowed(used.simulator, 2);
		hurryRuns(used.simulator);
		const { items, hints } = await execution.result;
		expect(items[0]?.json.status).toBe('completed');
		expect(hints ?? []).toEqual([]);
		const [first, second] = callsTo(used.simulator, EVENTS);
		const pauseMs = Number(second?.startedAt) - Number(first?.endedAt);
		// Without regard to the limit it would be repeated after half a second.
		expect(pauseMs).toBeGreaterThan(800);
	});

	it.each(['seconds', 'none'] as const)(
		'costs few refused requests, and starts nothing twice (Retry-After: %s)',
		async (retryAfter) => {
			used.simulator.settings.rateLimit = { requests: 50, windowMs: 1_000, retryAfter };
			const { items, error } = await runNode(slowBatch(used.credentials, times(30, 50)));
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.status)).toEqual(times(30, 'completed'));
			expect(used.simulator.runs).toHaveLength(30);
			const refused = used.simulator.calls.filter(({ statusCode }) => statusCode === 429);
			expect(refused.length).toBeLessThan(used.simulator.calls.length / 3);
		},
	);
});
