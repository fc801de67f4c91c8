import { call, eventually, runWhen, startRun } from '../../unit/simulator/support/client';
import { runNode, startNode } from '../support/engine';
import { mostAtOnce } from '../support/noxusCalls';
import { eventsParameters, jsonOf, NOT_FOR_EVER_MS, runEvents, timed } from '../support/runEvents';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
const { getEvents, isClosed, logOf, streams } = runEvents(used);

describe('Run: Get Events of a run that continues', () => {
	it('follows it to its end', async () => {
		const run = await startRun(used.simulator, 'slow', { Milliseconds: 700 });
		const { items, tookMs } = await timed(getEvents(run));
		expect(jsonOf({ items })).toEqual(logOf(run));
		expect(items.at(-1)?.json).toMatchObject({ data: { workflow_status: 'completed' } });
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
	});

	it('notices that it was stopped meanwhile', async () => {
		const run = await startRun(used.simulator, 'slow', { Milliseconds: 60_000 });
		const reading = timed(getEvents(run));
		await waitUntil(() => streams().length === 1);
		await call(used.simulator, `/v1/runs/${run.id}/stop`, { method: 'POST' });
		const { items, tookMs } = await reading;
		expect(jsonOf({ items })).toEqual(logOf(run));
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
	});

	it('notices its end when the stream has died without a word', async () => {
		used.simulator.settings.sseSilentAfterEvents = 1;
		const run = await startRun(used.simulator, 'slow', { Milliseconds: 200 });
		const { items, tookMs } = await timed(getEvents(run));
		expect(jsonOf({ items })).toEqual(logOf(run).slice(0, 1));
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
	});

	it('stops after the seconds that were set, and closes the stream', async () => {
		const run = await startRun(used.simulator, 'slow', { Milliseconds: 60_000 });
		const { items, error, tookMs } = await timed(getEvents(run, { options: { maxSeconds: 1 } }));
		expect(error).toBeUndefined();
		expect(jsonOf({ items })).toEqual(logOf(run));
		expect(tookMs).toBeGreaterThan(900);
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
		await eventually(isClosed);
	});

	it('waits with a person for as long as was set', async () => {
		const run = await startRun(used.simulator, 'askHuman');
		await runWhen(used.simulator, run, ['awaiting_human_feedback']);
		const { items, tookMs } = await timed(getEvents(run, { options: { maxSeconds: 3 } }));
		expect(jsonOf({ items })).toEqual(logOf(run));
		expect(tookMs).toBeGreaterThan(2_900);
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
	});

	it('ends within a second when the execution is stopped', async () => {
		const run = await startRun(used.simulator, 'slow', { Milliseconds: 60_000 });
		const execution = await startNode({
			credentials: used.credentials,
			parameters: eventsParameters(run.id, { options: { maxSeconds: 60 } }),
		});
		await waitUntil(() => streams().length === 1);
		const cancelledAtMs = Date.now();
		execution.cancel();
		await execution.result.catch(() => undefined);
		await waitUntil(() => streams()[0]?.closedByClient === true);
		// Some 20 ms on a machine that does nothing else.
		expect(Date.now() - cancelledAtMs).toBeLessThan(NOT_FOR_EVER_MS);
		expect(used.simulator.runs[0]?.status).not.toBe('stopped');
	});
});

describe('several items of Run: Get Events', () => {
	it('are read in parallel, and one that fails stops no other', async () => {
		const slow = await startRun(used.simulator, 'slow', { Milliseconds: 60_000 });
		const ids = [slow.id, '3c90c3cc-0d44-4b50-8888-8dd25736052a', slow.id];
		const { items, errorItems } = await runNode({
			credentials: used.credentials,
			onError: 'continueErrorOutput',
			items: ids.map((id) => ({ json: { id } })),
			parameters: eventsParameters('={{ $json.id }}', { options: { maxSeconds: 1 } }),
		});
		const log = logOf(slow);
		expect(jsonOf({ items })).toEqual([...log, ...log]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			...log.map(() => ({ item: 0 })),
			...log.map(() => ({ item: 2 })),
		]);
		expect(errorItems).toHaveLength(1);
		expect(mostAtOnce(streams())).toBe(2);
	});
});
