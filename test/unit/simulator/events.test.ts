import { startSimulator, type SimulatedRun, type Simulator } from '../../../simulator';
import { call, eventsIn, eventually, finish, json, listen, readStream } from './client';
import { runWhen, sleep, startRun, type RunBody, type SseEvent } from './client';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.close());
afterEach(() => simulator.reset());

async function open(run: RunBody, etag?: string, signal?: AbortSignal): Promise<Response> {
	const query = etag === undefined ? '' : `?etag=${etag}`;
	return await call(simulator, `/v1/runs/${run.id}/events${query}`, { signal });
}

async function readEvents(run: RunBody, etag?: string): Promise<SseEvent[]> {
	return eventsIn((await readStream(await open(run, etag))).text);
}

const ids = (events: SseEvent[]) => events.map(({ redisId }) => redisId);
const said = (events: SseEvent[]) => events.map(({ data }) => data.content ?? '').join('');

/** What a stream gives that stays open: so many events, and then nothing but its end by a reset. */
async function readOpen(response: Response, count: number): Promise<SseEvent[]> {
	const { heard, ended } = listen(response);
	await eventually(() => eventsIn(heard.text).length >= count);
	await sleep(60);
	expect(heard.hasEnded).toBe(false);
	simulator.reset();
	return eventsIn((await ended).text);
}

describe('events (contract 3)', () => {
	it('streams states and content as they happen and ends with workflow_status', async () => {
		const text = 'één twee drie';
		const run = await startRun(simulator, 'streamText', { Text: text, PieceMs: 5 });
		const response = await open(run);
		expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
		const events = eventsIn((await readStream(response)).text);
		const states = events.filter(({ type }) => type === 'state');
		expect(states.map(({ data }) => data.status)).toEqual(['queued', 'running', 'completed']);
		expect(said(events)).toBe(text);
		expect(events.at(-1)).toMatchObject({
			type: 'content',
			data: { workflow_status: 'completed' },
		});
		expect(events.at(-1)?.redisId).toMatch(/^\d+-\d+$/);
		expect((await runWhen(simulator, run)).output).toEqual({ Answer: text });
	});

	it('says that a run failed', async () => {
		const events = await readEvents(await startRun(simulator, 'fail'));
		expect(events.at(-1)?.data.workflow_status).toBe('failed');
	});

	it('resumes after every etag without a loss or a double', async () => {
		const run = await finish(simulator, 'streamText', { PieceMs: 1 });
		const all = ids(await readEvents(run));
		expect(new Set(all).size).toBe(all.length);
		for (const [index, etag] of all.entries()) {
			expect(ids(await readEvents(run, etag))).toEqual(all.slice(index + 1));
		}
	});

	it('gets every event once over connections that drop (row 6)', async () => {
		simulator.settings.sseDropAfterEvents = 3;
		const run = await startRun(simulator, 'streamText', { PieceMs: 5 });
		const events: SseEvent[] = [];
		let cuts = 0;
		while (events.at(-1)?.data.workflow_status === undefined) {
			const { text, wasCut } = await readStream(await open(run, events.at(-1)?.redisId));
			events.push(...eventsIn(text));
			if (wasCut) cuts += 1;
		}
		expect(cuts).toBeGreaterThan(2);
		simulator.settings.sseDropAfterEvents = null;
		expect(ids(events)).toEqual(ids(await readEvents(run)));
		expect(simulator.calls.some(({ closedByClient }) => closedByClient)).toBe(false);
	});

	it.each([
		['sseMissing', '', 404],
		['none', 'yesterday', 422],
	])('answers an error: %s', async (name, etag, status) => {
		const run = await startRun(simulator, 'echo');
		if (name === 'sseMissing') simulator.settings.sseMissing = true;
		expect((await open(run, etag || undefined)).status).toBe(status);
	});

	it('notices a client that leaves', async () => {
		const run = await startRun(simulator, 'slow', { Milliseconds: 60_000 });
		const leave = new AbortController();
		await open(run, undefined, leave.signal);
		leave.abort();
		await eventually(() => simulator.calls.at(-1)?.endedAt !== undefined);
		expect(simulator.calls.at(-1)).toMatchObject({ closedByClient: true, statusCode: 200 });
	});
});

describe('switches of the wire (row 6)', () => {
	it.each([
		{ sseLineEnd: '\r\n' },
		{ sseChunking: 'awkward' },
		{ sseLineEnd: '\r\n', sseChunking: 'awkward' },
		{ sseDoneEvent: 'done' },
	] as const)('%j changes no event', async (settings) => {
		const run = await startRun(simulator, 'streamText', { Text: 'één 🙂 drie', PieceMs: 5 });
		const plain = { ...simulator.settings };
		Object.assign(simulator.settings, settings);
		const { text, wasCut } = await readStream(await open(run));
		expect(wasCut).toBe(false);
		expect(said(eventsIn(text))).toBe('één 🙂 drie');
		expect(text.includes('\r\n')).toBe('sseLineEnd' in settings);
		expect(text.includes('event: done')).toBe('sseDoneEvent' in settings);
		Object.assign(simulator.settings, plain);
		expect(eventsIn(text)).toEqual(await readEvents(run));
	});

	it.each([
		{ sseKeepaliveMs: 2 },
		{ sseLineEnd: '\r\n', sseChunking: 'awkward', sseKeepaliveMs: 1 },
	] as const)('%j sends comments between the events', async (settings) => {
		const run = await startRun(simulator, 'askHuman');
		await runWhen(simulator, run, ['awaiting_human_feedback']);
		const plain = { ...simulator.settings };
		Object.assign(simulator.settings, settings);
		const { heard, ended } = listen(await open(run));
		await eventually(() => heard.text.includes(': keepalive'));
		simulator.answerRun(run.id);
		expect((await ended).wasCut).toBe(false);
		Object.assign(simulator.settings, plain);
		expect(heard.text.indexOf(': keepalive')).toBeLessThan(heard.text.indexOf('workflow_status'));
		expect(eventsIn(heard.text)).toEqual(await readEvents(run));
	});

	it('sends a message that is not JSON', async () => {
		simulator.settings.sseNonJsonEvent = true;
		const { text } = await readStream(await open(await finish(simulator, 'echo')));
		expect(text).toMatch(/^event: message\ndata: this is not JSON\n\nevent: message\ndata: \{/);
	});

	it('gives only new events to a stream without etag when not replaying', async () => {
		simulator.settings.sseReplay = 'live';
		expect(await readEvents(await finish(simulator, 'echo'))).toEqual([]);
	});

	it.each([
		['silence at once', { sseSilentAfterEvents: 0 }, 0],
		['silence after two', { sseSilentAfterEvents: 2 }, 2],
		['hang after the end', { sseHangAfterEnd: true }, 12],
	])('%s keeps the stream open', async (_name, settings, count) => {
		Object.assign(simulator.settings, settings);
		const run = await finish(simulator, 'echo');
		expect(await readOpen(await open(run), count)).toHaveLength(count);
	});

	it('ends a stream at the end of its life', async () => {
		simulator.settings.sseMaxLifeMs = 20;
		const run = await startRun(simulator, 'slow', { Milliseconds: 60_000 });
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
		Object.assign(simulator.settings, settings);
		const run = await startRun(simulator, 'askHuman');
		const response = await open(run);
		await runWhen(simulator, run, ['awaiting_human_feedback']);
		if (status === 'stopped') {
			await json(call(simulator, `/v1/runs/${run.id}/stop`, { method: 'POST' }));
		}
		const replay = await open(run);
		const { log } = simulator.runs[0] as SimulatedRun;
		const events = isOpenExpected
			? await readOpen(replay, log.all.length)
			: eventsIn((await readStream(replay)).text);
		expect(events.at(-1)?.data).toMatchObject({ status });
		expect(events.at(-1)?.data.workflow_status).toBe(workflowStatus);
		simulator.reset();
		await readStream(response);
	});

	it('goes on after the answer on the same stream', async () => {
		const run = await startRun(simulator, 'askHuman');
		const reading = readStream(await open(run));
		await runWhen(simulator, run, ['awaiting_human_feedback']);
		simulator.answerRun(run.id);
		const events = eventsIn((await reading).text);
		expect(events.at(-1)?.data.workflow_status).toBe('completed');
	});
});
