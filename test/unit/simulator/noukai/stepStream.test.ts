import { FLOWS } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { listen, readStream } from '../support/client';
import { eventsIn, eventually, open, step, streamText, typesOf } from './support/client';

const used = useNoukai();

const first = { stepIndex: 0, message: 'hi' };
const openStep = async (body: unknown = first) =>
	await open(used.simulator, `/seq/${FLOWS.twoStep}/step`, { method: 'POST', body });

/** The second call of two-step, as a client makes it. */
async function second(more: Record<string, unknown> = {}) {
	const [started] = await step(used.simulator, 'twoStep', first);
	const accumulatedOutputs = { 'step-1': { text: 'HI' } };
	const cursor = { executionId: started?.executionId, stepIndex: 1, accumulatedOutputs };
	return await step(used.simulator, 'twoStep', { ...cursor, message: null, ...more });
}

describe('switches of a stream', () => {
	it('run_started in each segment', async () => {
		expect(typesOf(await second())).not.toContain('run_started');
		used.simulator.settings.runStartedEachSegment = true;
		expect(typesOf(await second())[0]).toBe('run_started');
	});

	it('ids as old SDKs want them, and no nextStepIndex', async () => {
		Object.assign(used.simulator.settings, { legacyEventIds: true, sseNextStepIndex: false });
		const events = await step(used.simulator, 'twoStep', first);
		expect(events[0]?.runId).toBe(events[0]?.executionId);
		expect(events.at(-1)).toMatchObject({ type: 'step_paused', stepId: 'step-1' });
		expect(events.at(-1)).not.toHaveProperty('nextStepIndex');
	});

	it.each([
		['both', true, true],
		['line', true, false],
		['json', false, true],
	] as const)('names of events: %s', async (sseEventName, hasLine, hasField) => {
		used.simulator.settings.sseEventName = sseEventName;
		const text = await streamText(used.simulator, 'hello', first);
		expect(text.includes('event: run_started\n')).toBe(hasLine);
		expect(text.includes('"eventType":"run_started"')).toBe(hasField);
	});

	it.each([
		[{ sseLineEnd: '\r\n' }, /\r\n\r\n$/],
		[{ sseUnterminated: true }, /[^\n]\n$/],
		[{ sseStrangeEvents: true }, /^event: step_progress\n.*\n\nevent: step_output\ndata: this is/],
	] as const)('%j', async (patch, pattern) => {
		Object.assign(used.simulator.settings, patch);
		expect(await streamText(used.simulator, 'hello', first)).toMatch(pattern);
	});

	it('heartbeats, and frames in pieces', async () => {
		Object.assign(used.simulator.settings, {
			sseHeartbeatMs: 1,
			sseChunking: 'awkward',
			blockMs: 30,
		});
		const text = await streamText(used.simulator, 'hello', { stepIndex: 0, message: 'één' });
		expect(text).toContain(': heartbeat\n\n');
		expect(eventsIn(text).at(-1)).toMatchObject({ result: { text: 'Hello: één' } });
	});

	it.each([
		['cut', true],
		['end', false],
	] as const)('a drop after two events: %s', async (sseDropHow, wasCut) => {
		Object.assign(used.simulator.settings, { sseDropAfterEvents: 2, sseDropHow });
		const heard = await readStream(await openStep());
		expect(heard.wasCut).toBe(wasCut);
		expect(typesOf(eventsIn(heard.text))).toEqual(['run_started', 'step_started']);
		await eventually(() => used.simulator.executions[0]?.busyCount === 0);
	});

	it('silence after one event', async () => {
		used.simulator.settings.sseSilentAfterEvents = 1;
		const { heard, ended } = listen(await openStep());
		await eventually(() => used.simulator.executions[0]?.steps[0]?.status === 'completed');
		await eventually(() => eventsIn(heard.text).length === 1);
		expect(heard.hasEnded).toBe(false);
		used.simulator.reset();
		expect(eventsIn((await ended).text)).toHaveLength(1);
	});

	it('a reset in the middle, by a fault', async () => {
		used.simulator.addFault({ path: '/step$', kind: 'resetMidBody', times: 1 });
		expect((await readStream(await openStep())).wasCut).toBe(true);
	});
});
