import type { SettingsPatch, SimulatedRun } from '../../../simulator/noxus';
import { SSE_STARLETTE, UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { jumpAhead } from '../support/clock';
import { runNode, startNode, type RunResult } from '../support/engine';
import { hurryRuns, untilFollowed } from '../support/followed';
import { callsTo, EVENTS, ONE_RUN, stopFromOutside } from '../support/noxusCalls';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { settle, waitUntil } from '../support/waitUntil';

const used = useSimulator();

/** Long enough for one stream to be silent, as the node sees it. */
const SILENCE_MS = 20_000;

const optionsFor = (workflowId: string, input: object, options = {}) => ({
	credentials: used.credentials,
	parameters: runParameters('createAndWait', workflowId, { ...jsonInput(input), options }),
	streaming: true,
});

const LONG = { Milliseconds: UNTIL_HURRIED_MS };

const textOf = ({ chunks }: RunResult) =>
	chunks.map(({ type, content }) => (type === 'item' ? content : '')).join('');

const INCLUSIVE: SettingsPatch = { sseEtagInclusive: true };

const theRun = () => used.simulator.runs[0] as SimulatedRun;
const eventCalls = () => callsTo(used.simulator, EVENTS);

/** Starts a wait and returns when its first stream has fallen silent after `events` events. */
async function startSilent(events: number, workflowId: string, input: object) {
	used.simulator.settings.sseSilentAfterEvents = events;
	const execution = await startNode(optionsFor(workflowId, input));
	await waitUntil(() => eventCalls().length === 1 && theRun().log.all.length >= events);
	await settle();
	return execution;
}

const expectCompleted = ({ items, error }: RunResult) => {
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.status)).toEqual(['completed']);
	expect(used.simulator.runs).toHaveLength(1);
};

describe('the event stream of a wait', () => {
	const words = Array.from({ length: 12 }, (_, i) => `wörd${i}`).join(' ');
	const speak = (text = words) => optionsFor(WORKFLOWS.streamText, { Text: text, PieceMs: 20 });

	it.each(['cut', 'end'] as const)(
		'continues after the last event when it is dropped (%s)',
		async (sseDropHow) => {
			Object.assign(used.simulator.settings, { sseDropAfterEvents: 4, sseDropHow });
			const result = await runNode(speak());
			expectCompleted(result);
			expect(textOf(result)).toBe(words);
			const { all } = theRun().log;
			const etags = eventCalls().map(({ query }) => query.etag);
			expect(etags.length).toBeGreaterThan(4);
			expect(etags).toEqual(etags.map((_, i) => all[i * 4 - 1]?.redisId));
			expect(result.hints ?? []).toEqual([]);
		},
	);

	it.each<[string, SettingsPatch]>([
		['ends without a final event', { sseMaxLifeMs: 150 }],
		['has CRLF line ends', { sseLineEnd: '\r\n' }],
		['is cut inside characters', { sseChunking: 'awkward' }],
		['is cut inside characters and line ends', { sseChunking: 'awkward', sseLineEnd: '\r\n' }],
		['has an event that is not JSON', { sseNonJsonEvent: true }],
		['has an event that is not JSON each time', { sseNonJsonEvent: true, sseDropAfterEvents: 3 }],
		['has comments between events', { sseKeepaliveMs: 5 }],
		['comes as sse-starlette sends it', SSE_STARLETTE],
		['is dropped and begins with the last event again', { sseDropAfterEvents: 3, ...INCLUSIVE }],
		['stays open after the end', { sseHangAfterEnd: true }],
		['closes with an event of its own', { sseDoneEvent: 'done' }],
	])('gives all text once when it %s', async (_case, settings) => {
		Object.assign(used.simulator.settings, settings);
		const text = 'Grüße 👩‍👩‍👧 日本 🎉 é ẞ 𝒳 終';
		const result = await runNode(speak(text));
		expectCompleted(result);
		expect(textOf(result)).toBe(text);
	});

	it('gives a text piece of 10 MB', async () => {
		const text = '日本🎉x'.repeat(1_000_000);
		const startedAtMs = Date.now();
		const result = await runNode(speak(text));
		expectCompleted(result);
		expect(result.chunks.map(({ type }) => type)).toEqual(['begin', 'item', 'end']);
		expect(textOf(result) === text).toBe(true);
		// Minutes, if each packet made the parser read all of it again.
		expect(Date.now() - startedAtMs).toBeLessThan(15_000);
	});

	it('is given up for polling at an event that is too large, and a hint says so', async () => {
		const large = 'x'.repeat(17 * 1024 * 1024);
		const input = { Text: `${large} end`, PieceMs: UNTIL_HURRIED_MS };
		const execution = await startNode(optionsFor(WORKFLOWS.streamText, input));
		await untilFollowed(used.simulator);
		hurryRuns(used.simulator);
		await waitUntil(() => callsTo(used.simulator, ONE_RUN).length >= 3);
		hurryRuns(used.simulator);
		const result = await execution.result;
		expectCompleted(result);
		expect(result.hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(/Polling was used: .* too large to be read/),
		]);
		expect(eventCalls()).toHaveLength(1);
	});

	it('sends nothing along where nobody reads', async () => {
		const result = await runNode({ ...speak(), streaming: false });
		expectCompleted(result);
		expect(result.chunks).toEqual([]);
	});

	it('keeps the texts of several items apart', async () => {
		const texts = ['one two three', 'vier fünf sechs', 'sept huit neuf'];
		const result = await runNode({
			...speak(),
			items: texts.map((text) => ({ json: { text } })),
			parameters: runParameters('createAndWait', WORKFLOWS.streamText, {
				inputMode: 'json',
				inputJson: '={{ { "Text": $json.text, "PieceMs": 20 } }}',
			}),
		});
		texts.forEach((text, itemIndex) => {
			const chunks = result.chunks.filter(({ metadata }) => metadata.itemIndex === itemIndex);
			expect(textOf({ ...result, chunks })).toBe(text);
			expect([chunks.at(0)?.type, chunks.at(-1)?.type]).toEqual(['begin', 'end']);
		});
	});
});

describe('a stream that falls silent', () => {
	it.each([
		['was stopped from outside', WORKFLOWS.slow, LONG, 'stopped'],
		['waits for a person', WORKFLOWS.askHuman, {}, 'awaiting_human_feedback'],
	])('is given up for the run that %s', async (_case, workflowId, input, status) => {
		const execution = await startSilent(4, workflowId, input);
		if (status === 'stopped') await stopFromOutside(used.simulator, theRun().id);
		await waitUntil(() => theRun().status === status);
		jumpAhead(SILENCE_MS);
		const { items, error } = await execution.result;
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ runId: theRun().id, status, errorMessage: null });
		expect(items[0]?.json).not.toHaveProperty('waitTimedOut');
		await waitUntil(() => eventCalls().every(({ endedAt }) => endedAt !== undefined));
		expect(eventCalls()[0]?.closedByClient).toBe(true);
	});

	it('is opened again after the last event when the run continues', async () => {
		const text = 'one two three four';
		const execution = await startSilent(5, WORKFLOWS.streamText, { Text: text, PieceMs: 100 });
		used.simulator.settings.sseSilentAfterEvents = null;
		jumpAhead(SILENCE_MS);
		const result = await execution.result;
		expectCompleted(result);
		expect(textOf(result)).toBe(text);
		expect(eventCalls().map(({ query }) => query.etag)).toEqual([
			undefined,
			theRun().log.all[4]?.redisId,
		]);
	});
});

describe('a run that is stopped from outside', () => {
	it.each<[string, SettingsPatch]>([
		['speaks of it', { sseStoppedEmits: true }],
		['closes', {}],
		['closes without a word', { sseStopUnreported: true }],
	])('is a result when the stream %s', async (_case, settings) => {
		Object.assign(used.simulator.settings, settings);
		const execution = await startNode(optionsFor(WORKFLOWS.slow, LONG));
		await waitUntil(() => eventCalls().length === 1 && theRun().status === 'running');
		await stopFromOutside(used.simulator, theRun().id);
		const { items, error } = await execution.result;
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'stopped' });
	});
});

describe('a stream that reports the end before Noxus shows it', () => {
	it.each([
		['', {}],
		[', and again', INCLUSIVE],
	])('is followed by reads of the run%s', async (_case, settings) => {
		Object.assign(used.simulator.settings, { runReadLagMs: 4_000, ...settings });
		const result = await runNode({
			...optionsFor(WORKFLOWS.slow, { Milliseconds: 100 }),
			streaming: false,
		});
		expectCompleted(result);
		expect(result.items[0]?.json.output).toEqual({ Result: 'slept 100 ms' });
		expect(result.hints?.map(({ message }) => message)).toEqual([
			expect.stringContaining('ended before Noxus reported the run as finished'),
		]);
	});
});

describe('a stream that is not to be had', () => {
	it.each([
		['404', { statusCode: 404 }, 1, /Noxus refused the event stream of the run/],
		['405', { statusCode: 405 }, 1, /Noxus refused the event stream of the run/],
		['cuts', { kind: 'resetMidBody' }, 3, /was interrupted repeatedly/],
		['a page', { statusCode: 200, body: '<p>Hi</p>' }, 3, /was interrupted repeatedly/],
	] as const)(
		'is replaced by polling, and a hint says why: %s',
		async (_case, fault, tries, why) => {
			used.simulator.addFault({ path: EVENTS.source, kind: 'status', ...fault });
			const execution = await startNode(optionsFor(WORKFLOWS.slow, LONG));
			await untilFollowed(used.simulator, tries);
			const before = callsTo(used.simulator, ONE_RUN).length;
			await waitUntil(() => callsTo(used.simulator, ONE_RUN).length >= before + 2);
			hurryRuns(used.simulator);
			const result = await execution.result;
			expectCompleted(result);
			expect(eventCalls()).toHaveLength(tries);
			expect(result.hints?.map(({ message }) => message)).toEqual([expect.stringMatching(why)]);
		},
	);

	it.each([
		['a 503', { kind: 'status', statusCode: 503 }, 503],
		['a connection that is reset', { kind: 'reset' }, null],
	] as const)(
		'is asked for again and again after %s, and followed when it is there',
		async (_case, fault, statusCode) => {
			used.simulator.addFault({ path: EVENTS.source, ...fault, times: 4 });
			const execution = await startNode(optionsFor(WORKFLOWS.slow, LONG));
			await untilFollowed(used.simulator, 5);
			hurryRuns(used.simulator);
			const result = await execution.result;
			expectCompleted(result);
			const down = Array.from({ length: 4 }, () => statusCode);
			expect(eventCalls().map((call) => call.statusCode)).toEqual([...down, 200]);
			expect(result.hints ?? []).toEqual([]);
		},
	);

	it('is replaced by reads of the run as long as it cannot be opened, and a hint says so', async () => {
		used.simulator.addFault({ path: EVENTS.source, kind: 'status', statusCode: 503 });
		const execution = await startNode(optionsFor(WORKFLOWS.slow, LONG));
		await untilFollowed(used.simulator, 4);
		hurryRuns(used.simulator);
		const result = await execution.result;
		expectCompleted(result);
		expect(callsTo(used.simulator, ONE_RUN).length).toBeLessThanOrEqual(eventCalls().length);
		expect(result.hints?.map(({ message }) => message)).toEqual([
			'Polling was used: the event stream of the run could not be opened for a while. Items: 1.',
		]);
	});

	it('does not hold the wait beyond its limit when it never answers', async () => {
		used.simulator.addFault({ path: EVENTS.source, kind: 'hang' });
		const startedAtMs = Date.now();
		const { items } = await runNode(optionsFor(WORKFLOWS.slow, LONG, { maxWaitMinutes: 0.02 }));
		expect(items[0]?.json).toMatchObject({ status: 'running', waitTimedOut: true });
		expect(Date.now() - startedAtMs).toBeLessThan(15_000);
	});

	it('leaves no hint in the normal case', async () => {
		const result = await runNode(optionsFor(WORKFLOWS.slow, { Milliseconds: 100 }));
		expectCompleted(result);
		expect(result.hints ?? []).toEqual([]);
	});
});

describe('Noxus away in the middle of a wait', () => {
	/** Answers come at once, so that the tries are many in a short time. */
	const away = { path: '/v1/', kind: 'status', statusCode: 503, headers: { 'retry-after': '0' } };

	it('is survived for many reads, and starts nothing twice', async () => {
		const execution = await startNode(optionsFor(WORKFLOWS.slow, LONG));
		await untilFollowed(used.simulator);
		used.simulator.addFault({ path: '/v1/', kind: 'reset', times: 2 });
		used.simulator.addFault({ ...away, kind: 'status', times: 15 });
		jumpAhead(SILENCE_MS);
		const refused = () => used.simulator.calls.filter(({ statusCode }) => statusCode === 503);
		await waitUntil(() => refused().length === 15);
		hurryRuns(used.simulator);
		expectCompleted(await execution.result);
		expect(refused()).toHaveLength(15);
	});

	it('is counted from the last event, not only from the last read of the run', async () => {
		const text = Array.from({ length: 40 }, (_, i) => `word${i}`).join(' ');
		const execution = await startNode(
			optionsFor(WORKFLOWS.streamText, { Text: text, PieceMs: 100 }),
		);
		await untilFollowed(used.simulator);
		jumpAhead(11 * 60_000);
		const before = theRun().log.all.length;
		await waitUntil(() => theRun().log.all.length >= before + 3);
		used.simulator.addFault({ ...away, kind: 'status' });
		await waitUntil(() => callsTo(used.simulator, ONE_RUN).length > 6);
		used.simulator.clearFaults();
		const result = await execution.result;
		expectCompleted(result);
		expect(textOf(result)).toBe(text);
	});

	it('ends the wait after ten minutes, and names the run', async () => {
		const execution = await startSilent(4, WORKFLOWS.slow, LONG);
		used.simulator.addFault({ ...away, kind: 'status' });
		jumpAhead(11 * 60_000);
		const { error } = await execution.result;
		expect(error?.message).toBe('Noxus could not handle the request [503]');
		expect(error?.description).toContain(`Run ${theRun().id} may continue in Noxus`);
	});
});
