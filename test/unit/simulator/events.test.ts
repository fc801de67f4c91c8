import { useSimulator } from '../../engine/support/simulator';
import { eventsIn, eventually, finish, readStream } from './support/client';
import { eventStreams, said } from './support/eventStreams';
import { runWhen, startRun, type SseEvent } from './support/client';

const used = useSimulator();
const { open, readEvents } = eventStreams(used);

const ids = (events: SseEvent[]) => events.map(({ redisId }) => redisId);

describe('events (contract 3)', () => {
	it('streams states and content as they happen and ends with workflow_status', async () => {
		const text = 'één twee drie';
		const run = await startRun(used.simulator, 'streamText', { Text: text, PieceMs: 5 });
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
		expect((await runWhen(used.simulator, run)).output).toEqual({ Answer: text });
	});

	it('says that a run failed', async () => {
		const events = await readEvents(await startRun(used.simulator, 'fail'));
		expect(events.at(-1)?.data.workflow_status).toBe('failed');
	});

	it('resumes after every etag without a loss or a double', async () => {
		const run = await finish(used.simulator, 'streamText', { PieceMs: 1 });
		const all = ids(await readEvents(run));
		expect(new Set(all).size).toBe(all.length);
		for (const [index, etag] of all.entries()) {
			expect(ids(await readEvents(run, etag))).toEqual(all.slice(index + 1));
		}
	});

	it('resumes with the event of the etag when it is inclusive (row 6)', async () => {
		const run = await finish(used.simulator, 'streamText', { PieceMs: 1 });
		const all = ids(await readEvents(run));
		used.simulator.settings.sseEtagInclusive = true;
		for (const [index, etag] of all.entries()) {
			expect(ids(await readEvents(run, etag))).toEqual(all.slice(index));
		}
	});

	it('gets every event once over connections that drop (row 6)', async () => {
		used.simulator.settings.sseDropAfterEvents = 3;
		const run = await startRun(used.simulator, 'streamText', { PieceMs: 5 });
		const events: SseEvent[] = [];
		let cuts = 0;
		while (events.at(-1)?.data.workflow_status === undefined) {
			const { text, wasCut } = await readStream(await open(run, events.at(-1)?.redisId));
			events.push(...eventsIn(text));
			if (wasCut) cuts += 1;
		}
		expect(cuts).toBeGreaterThan(2);
		used.simulator.settings.sseDropAfterEvents = null;
		expect(ids(events)).toEqual(ids(await readEvents(run)));
		expect(used.simulator.calls.some(({ closedByClient }) => closedByClient)).toBe(false);
	});

	it.each([
		['sseMissing', '', 404],
		['none', 'yesterday', 422],
	])('answers an error: %s', async (name, etag, status) => {
		const run = await startRun(used.simulator, 'echo');
		if (name === 'sseMissing') used.simulator.settings.sseMissing = true;
		expect((await open(run, etag || undefined)).status).toBe(status);
	});

	it('notices a client that leaves', async () => {
		const run = await startRun(used.simulator, 'slow', { Milliseconds: 60_000 });
		const leave = new AbortController();
		await open(run, undefined, leave.signal);
		leave.abort();
		await eventually(() => used.simulator.calls.at(-1)?.endedAt !== undefined);
		expect(used.simulator.calls.at(-1)).toMatchObject({ closedByClient: true, statusCode: 200 });
	});
});
