import { startSimulator, type Simulator } from '../../../simulator';
import { call, eventsIn, finish, json, readStream, runWhen, sleep, startRun } from './client';
import type { RunBody, SseEvent } from './client';

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

/** What a stream gives in `delayMs`, and whether it was still open then. */
async function listenFor(delayMs: number, response: Response) {
	const reading = readStream(response);
	const result = await Promise.race([reading, sleep(delayMs)]);
	return { isOpen: result === undefined, reading };
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
		await sleep(50);
		expect(simulator.calls.at(-1)).toMatchObject({ closedByClient: true, statusCode: 200 });
	});
});

describe('switches of the wire (row 6)', () => {
	it.each([
		{ sseLineEnd: '\r\n' },
		{ sseChunking: 'awkward' },
		{ sseLineEnd: '\r\n', sseChunking: 'awkward', sseKeepaliveMs: 1 },
		{ sseDoneEvent: 'done' },
		{ sseKeepaliveMs: 2 },
	] as const)('%j changes no event', async (settings) => {
		const run = await startRun(simulator, 'streamText', { Text: 'één 🙂 drie', PieceMs: 5 });
		Object.assign(simulator.settings, settings);
		const { text, wasCut } = await readStream(await open(run));
		expect(wasCut).toBe(false);
		expect(said(eventsIn(text))).toBe('één 🙂 drie');
		expect(text.includes('\r\n')).toBe('sseLineEnd' in settings);
		expect(text.includes(': keepalive')).toBe('sseKeepaliveMs' in settings);
		expect(text.includes('event: done')).toBe('sseDoneEvent' in settings);
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
		const { isOpen, reading } = await listenFor(80, await open(run));
		expect(isOpen).toBe(true);
		simulator.reset();
		expect(eventsIn((await reading).text)).toHaveLength(count);
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
		const { isOpen, reading } = await listenFor(60, replay);
		expect(isOpen).toBe(isOpenExpected);
		simulator.reset();
		const events = eventsIn((await reading).text);
		expect(events.at(-1)?.data).toMatchObject({ status });
		expect(events.at(-1)?.data.workflow_status).toBe(workflowStatus);
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
