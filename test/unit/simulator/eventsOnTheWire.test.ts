import type { SimulatedRun } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, eventsIn, eventually, finish, json, listen, readStream } from './support/client';
import { eventStreams, said } from './support/eventStreams';
import { runWhen, startRun } from './support/client';

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
		{ sseLineEnd: '\r\n', sseChunking: 'awkward', sseKeepaliveMs: 1 },
	] as const)('%j sends comments between the events', async (settings) => {
		const run = await startRun(used.simulator, 'askHuman');
		await runWhen(used.simulator, run, ['awaiting_human_feedback']);
		const plain = { ...used.simulator.settings };
		Object.assign(used.simulator.settings, settings);
		const { heard, ended } = listen(await open(run));
		await eventually(() => heard.text.includes(': keepalive'));
		used.simulator.answerRun(run.id);
		expect((await ended).wasCut).toBe(false);
		Object.assign(used.simulator.settings, plain);
		expect(heard.text.indexOf(': keepalive')).toBeLessThan(heard.text.indexOf('workflow_status'));
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
	it.each([
		['stopped', {}, true, undefined],
		['stopped', { sseCloseWhenStopped: true }, false, undefined],
		['stopped', { sseStoppedEmits: true }, false, 'stopped'],
		['awaiting_human_feedback', {}, true, undefined],
		['awaiting_human_feedback', { sseCloseWhenStopped: true }, false, undefined],
		['awaiting_human_feedback', { sseStoppedEmits: true }, false, 'awaiting_human_feedback'],
	])('%s with %j: open is %s', async (status, settings, isOpenExpected, workflowStatus) => {
		Object.assign(used.simulator.settings, settings);
		const run = await startRun(used.simulator, 'askHuman');
		const response = await open(run);
		await runWhen(used.simulator, run, ['awaiting_human_feedback']);
		if (status === 'stopped') {
			await json(call(used.simulator, `/v1/runs/${run.id}/stop`, { method: 'POST' }));
		}
		const replay = await open(run);
		const { log } = used.simulator.runs[0] as SimulatedRun;
		const events = isOpenExpected
			? await readOpen(replay, log.all.length)
			: eventsIn((await readStream(replay)).text);
		expect(events.at(-1)?.data).toMatchObject({ status });
		expect(events.at(-1)?.data.workflow_status).toBe(workflowStatus);
		used.simulator.reset();
		await readStream(response);
	});

	it('goes on after the answer on the same stream', async () => {
		const run = await startRun(used.simulator, 'askHuman');
		const reading = readStream(await open(run));
		await runWhen(used.simulator, run, ['awaiting_human_feedback']);
		used.simulator.answerRun(run.id);
		const events = eventsIn((await reading).text);
		expect(events.at(-1)?.data.workflow_status).toBe('completed');
	});
});
