import { SSE_STARLETTE, type SimulatedRun } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, eventsIn, eventually, finish, json, listen, readStream } from './support/client';
import { eventStreams, said } from './support/eventStreams';
import { runWhen, startRun, type SseEvent } from './support/client';

const used = useSimulator();
const { open, readEvents, readOpen } = eventStreams(used);

describe('switches of the wire (row 6)', () => {
	it.each([
		{ sseLineEnd: '\r\n' },
		{ sseChunking: 'awkward' },
		{ sseLineEnd: '\r\n', sseChunking: 'awkward' },
		{ sseDoneEvent: 'done' },
	] as const)('%j changes no event', async (settings) => {
		const run = await startRun(used.simulator, 'streamText', { Text: 'één 🙂 drie', PieceMs: 5 });
		const plain = { ...used.simulator.settings };
		Object.assign(used.simulator.settings, settings);
		const { text, wasCut } = await readStream(await open(run));
		expect(wasCut).toBe(false);
		expect(said(eventsIn(text))).toBe('één 🙂 drie');
		expect(text.includes('\r\n')).toBe('sseLineEnd' in settings);
		expect(text.includes('event: done')).toBe('sseDoneEvent' in settings);
		Object.assign(used.simulator.settings, plain);
		expect(eventsIn(text)).toEqual(await readEvents(run));
	});

	it.each([
		{ sseKeepaliveMs: 2 },
		SSE_STARLETTE,
		{ sseLineEnd: '\r\n', sseChunking: 'awkward', sseKeepaliveMs: 1 },
	] as const)('%j sends comments between the events', async (settings) => {
		const run = await startRun(used.simulator, 'askHuman');
		await runWhen(used.simulator, run, ['awaiting_human_feedback']);
		const plain = { ...used.simulator.settings };
		Object.assign(used.simulator.settings, settings);
		const { heard, ended } = listen(await open(run));
		await eventually(() => heard.text.includes(': ping - '));
		used.simulator.answerRun(run.id);
		expect((await ended).wasCut).toBe(false);
		Object.assign(used.simulator.settings, plain);
		expect(heard.text.indexOf(': ping - ')).toBeLessThan(heard.text.indexOf('workflow_status'));
		expect(eventsIn(heard.text)).toEqual(await readEvents(run));
	});

	it('sends a message that is not JSON', async () => {
		used.simulator.settings.sseNonJsonEvent = true;
		const { text } = await readStream(await open(await finish(used.simulator, 'echo')));
		expect(text).toMatch(/^event: message\ndata: this is not JSON\n\nevent: message\ndata: \{/);
	});

	it('gives only new events to a stream without etag when not replaying', async () => {
		used.simulator.settings.sseReplay = 'live';
		expect(await readEvents(await finish(used.simulator, 'echo'))).toEqual([]);
	});

	it.each([
		['silence at once', { sseSilentAfterEvents: 0 }, 0],
		['silence after two', { sseSilentAfterEvents: 2 }, 2],
		['hang after the end', { sseHangAfterEnd: true }, 12],
	])('%s keeps the stream open', async (_name, settings, count) => {
		Object.assign(used.simulator.settings, settings);
		const run = await finish(used.simulator, 'echo');
		expect(await readOpen(await open(run), count)).toHaveLength(count);
	});

	it('ends a stream at the end of its life', async () => {
		used.simulator.settings.sseMaxLifeMs = 20;
		const run = await startRun(used.simulator, 'slow', { Milliseconds: 60_000 });
		expect((await readStream(await open(run))).wasCut).toBe(false);
	});
});

describe('stopped and paused runs (row 7)', () => {
	const PAUSED = 'awaiting_human_feedback';
	const AWAITING = 'awaiting_event';
	it.each([
		['stopped', {}, false, undefined],
		['stopped', { sseCloseWhenStopped: false }, true, undefined],
		['stopped', { sseStoppedEmits: true }, false, 'stopped'],
		[PAUSED, {}, true, undefined],
		[PAUSED, { sseCloseWhenPaused: true }, false, undefined],
		[AWAITING, {}, true, undefined],
		[AWAITING, { sseCloseWhenPaused: true }, false, undefined],
		[PAUSED, { sseStoppedEmits: true }, false, PAUSED],
	])('%s with %j: open is %s', async (status, settings, isOpenExpected, workflowStatus) => {
		const events = await eventsOf(status, settings, isOpenExpected);
		expect(events.at(-1)?.data).toMatchObject({ status });
		expect(events.at(-1)?.data.workflow_status).toBe(workflowStatus);
	});

	it.each([
		['stopped', { sseStopUnreported: true }, false],
		['stopped', { sseStopUnreported: true, sseCloseWhenStopped: false }, true],
		[PAUSED, { ssePauseUnreported: true }, true],
		[AWAITING, { ssePauseUnreported: true }, true],
		[PAUSED, { ssePauseUnreported: true, sseCloseWhenPaused: true }, false],
	])('no event reports that a run is %s with %j', async (status, settings, isOpenExpected) => {
		const events = await eventsOf(status, settings, isOpenExpected);
		expect(events.map(({ data }) => data.status)).toContain('running');
		expect(events.map(({ data }) => data.status)).not.toContain(status);
	});

	/** What a stream gives that is opened once the run has this status. */
	async function eventsOf(
		status: string,
		settings: object,
		isOpenExpected: boolean,
	): Promise<SseEvent[]> {
		Object.assign(used.simulator.settings, settings);
		const workflow = status === AWAITING ? 'awaitEvent' : 'askHuman';
		const run = await startRun(used.simulator, workflow);
		const early = await open(run);
		await runWhen(used.simulator, run, [PAUSED, AWAITING]);
		if (status === 'stopped') {
			await json(call(used.simulator, `/v1/runs/${run.id}/stop`, { method: 'POST' }));
		}
		const replay = await open(run);
		const { log } = used.simulator.runs[0] as SimulatedRun;
		const hidden = Object.keys(settings).some((name) => name.endsWith('Unreported')) ? 1 : 0;
		const events = isOpenExpected
			? await readOpen(replay, log.all.length - hidden)
			: eventsIn((await readStream(replay)).text);
		used.simulator.reset();
		await readStream(early);
		return events;
	}

	it('continues after the answer on the same stream', async () => {
		const run = await startRun(used.simulator, 'askHuman');
		const reading = readStream(await open(run));
		await runWhen(used.simulator, run, ['awaiting_human_feedback']);
		used.simulator.answerRun(run.id);
		const events = eventsIn((await reading).text);
		expect(events.at(-1)?.data.workflow_status).toBe('completed');
	});
});
