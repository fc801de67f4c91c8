import { SSE_STARLETTE } from '../../../simulator/noxus';
import { call, eventually, finish, runWhen, startRun } from '../../unit/simulator/support/client';
import { runNode } from '../support/engine';
import { eventsParameters, jsonOf, NOT_FOR_EVER_MS, runEvents, timed } from '../support/runEvents';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { getEvents, isClosed, logOf } = runEvents(used);

describe('Run: Get Events of a run that has ended', () => {
	it('gives one item an event, from the beginning to the last', async () => {
		const run = await finish(used.simulator, 'streamText', { Text: 'One two', PieceMs: 1 });
		const { items, error, tookMs } = await timed(getEvents(run));
		expect(error).toBeUndefined();
		expect(jsonOf({ items })).toEqual(logOf(run));
		expect(items[0]).toMatchObject({
			json: { runId: run.id, type: 'state', data: { status: 'queued' } },
			pairedItem: { item: 0 },
		});
		expect(items.at(-1)?.json).toMatchObject({ data: { workflow_status: 'completed' } });
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
		await eventually(isClosed);
	});

	it.each([
		['the stream stays open', { sseHangAfterEnd: true }],
		['the stream stays open and has comments', { sseHangAfterEnd: true, sseKeepaliveMs: 20 }],
		['the connection drops after each event', { sseDropAfterEvents: 1 }],
		[
			'the connection drops, and the next begins with the last event again',
			{ sseDropAfterEvents: 2, sseEtagInclusive: true },
		],
		['the stream ends after every second event', { sseDropAfterEvents: 2, sseDropHow: 'end' }],
		['it comes as sse-starlette sends it', { ...SSE_STARLETTE, sseHangAfterEnd: true }],
		['chunks are cut awkwardly', { sseLineEnd: '\r\n', sseChunking: 'awkward' }],
		['an event is not JSON', { sseNonJsonEvent: true }],
		['there is an event of another name', { sseDoneEvent: 'done' }],
	] as const)('loses and doubles nothing when %s', async (_name, settings) => {
		const run = await finish(used.simulator, 'streamText', { Text: 'Één voor één', PieceMs: 1 });
		Object.assign(used.simulator.settings, settings);
		const { items, tookMs } = await timed(getEvents(run));
		expect(jsonOf({ items })).toEqual(logOf(run));
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
		await eventually(isClosed);
	});

	it.each([
		['stays open', { sseCloseWhenStopped: false }],
		['closes', {}],
		['says so', { sseStoppedEmits: true }],
	])('does not hang on a stopped run whose stream %s', async (_name, settings) => {
		Object.assign(used.simulator.settings, settings);
		const run = await startRun(used.simulator, 'slow', { Milliseconds: 60_000 });
		await call(used.simulator, `/v1/runs/${run.id}/stop`, { method: 'POST' });
		const { items, tookMs } = await timed(getEvents(run));
		expect(jsonOf({ items })).toEqual(logOf(run));
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
		await eventually(isClosed);
	});

	it('gives the failure of a failed run as events', async () => {
		const run = await finish(used.simulator, 'fail', { Message: 'No such page' });
		const { items, error } = await getEvents(run);
		expect(error).toBeUndefined();
		expect(jsonOf({ items })).toEqual(logOf(run));
	});

	it('reads on after the answer of a person', async () => {
		used.simulator.settings.sseStoppedEmits = true;
		const run = await startRun(used.simulator, 'askHuman');
		await runWhen(used.simulator, run, ['awaiting_human_feedback']);
		used.simulator.answerRun(run.id, 'yes');
		await runWhen(used.simulator, run);
		const { items } = await getEvents(run);
		expect(jsonOf({ items })).toEqual(logOf(run));
	});

	it('has no items where Noxus keeps no events, and says so', async () => {
		const run = await finish(used.simulator, 'echo');
		Object.assign(used.simulator.settings, { sseReplay: 'live', sseHangAfterEnd: true });
		const { items, hints, tookMs } = await timed(getEvents(run));
		expect(items).toEqual([]);
		expect(hints?.[0]?.message).toMatch('Noxus returned no events for 1 of the runs');
		expect(tookMs).toBeLessThan(NOT_FOR_EVER_MS);
	});

	it('ends at an event that is too large, and says so', async () => {
		const text = `One ${'x'.repeat(17 * 1024 * 1024)} two`;
		const run = await finish(used.simulator, 'streamText', { Text: text, PieceMs: 1 });
		const { items, hints, error } = await getEvents(run);
		expect(error).toBeUndefined();
		expect(items.at(-1)?.json).toMatchObject({ type: 'content', data: { content: 'One' } });
		expect(hints?.map(({ message }) => message)).toEqual([
			expect.stringContaining('too large to read'),
		]);
	}, 60_000);

	it('looks up the workflow by the run', async () => {
		const run = await finish(used.simulator, 'echo');
		const { items } = await runNode({
			credentials: used.credentials,
			parameters: eventsParameters(run.id),
		});
		expect(jsonOf({ items })).toEqual(logOf(run));
	});
});
