import type { FlowEvent } from '../../../noukai/nodes/Noukai/api/flowEvents';
import { parseFlowEvent } from '../../../noukai/nodes/Noukai/api/flowEvents';
import { START, type Cursor } from '../../../noukai/nodes/Noukai/steps/cursor';
import { Segment } from '../../../noukai/nodes/Noukai/steps/segment';

const event = (type: string, data: Record<string, unknown> = {}): FlowEvent => ({ type, data });

/** Takes events in; returns the segment and its end. */
function read(from: Cursor, ...events: FlowEvent[]) {
	const segment = new Segment(from);
	const ends = events.map((one) => segment.take(one)).filter((end) => end !== undefined);
	return { segment, end: ends[0] };
}

const AT_TWO: Cursor = { executionId: 'x', stepIndex: 2, accumulatedOutputs: { a: 1 } };
const started = event('run_started', { executionId: 'x', flowId: 'f', stepCount: 3 });
const begins = (stepId: string, stepIndex?: number) => event('step_started', { stepId, stepIndex });
const done = (stepId: string, output: unknown, more = {}) =>
	event('step_completed', { stepId, output, ...more });

describe('the next step', () => {
	it.each<[string, Record<string, unknown>, number]>([
		['is named by nextStepIndex', { nextStepIndex: 5 }, 5],
		['is the one after this, if nothing is named', {}, 3],
		['counts over the flow, though stepIndex counts within the call', { stepIndex: 0 }, 3],
		['is never this one again', { nextStepIndex: 2 }, 3],
		['is never an earlier one', { nextStepIndex: 0 }, 3],
		['may be named in snake_case', { next_step_index: 4 }, 4],
	])('%s', (_case, data, stepIndex) => {
		const { segment, end } = read(AT_TWO, done('b', 2), event('step_paused', data));
		expect(end).toEqual({ kind: 'paused' });
		expect(segment.cursor).toEqual({
			executionId: 'x',
			stepIndex,
			accumulatedOutputs: { a: 1, b: 2 },
		});
	});
});

describe('the cursor', () => {
	it('stays at a step that has not ended', () => {
		const { segment } = read(AT_TWO, begins('b', 0), done('b-1', 1), done('b-2', 2));
		expect(segment.cursor).toEqual(AT_TWO);
	});

	it('moves on with each step of the flow, in one call too', () => {
		const { segment } = read(
			START,
			started,
			begins('a', 0),
			done('a', 1),
			begins('b', 1),
			done('b', 2),
		);
		expect(segment.cursor).toEqual({
			executionId: 'x',
			stepIndex: 2,
			accumulatedOutputs: { a: 1, b: 2 },
		});
		expect(segment.steps.map(({ stepIndex }) => stepIndex)).toEqual([0, 1]);
	});

	it('counts steps that have no index', () => {
		const { segment } = read(START, started, begins('a'), done('a', 1), begins('b'), done('b', 2));
		expect(segment.steps.map(({ stepIndex }) => stepIndex)).toEqual([0, 1]);
	});

	it('leaves the conversation with tools out to run a step again', () => {
		const tools = { iterationsUsed: 1, toolCallMessages: [], toolCalls: [] };
		const { segment } = read({ ...AT_TWO, tools }, begins('b', 0), done('b', 2));
		expect(segment.steps[0]?.retryAt).toEqual(AT_TWO);
	});
});

describe('a pause for tools', () => {
	const call = { id: 'c1', type: 'function', function: { name: 't', arguments: '{"a":1}' } };
	const pause = (stepIndex: number) =>
		event('step_paused_for_tool_calls', {
			executionId: 'x',
			stepIndex,
			iterationsUsed: 1,
			toolCallMessages: [{ role: 'assistant', toolCalls: [call] }],
			accumulatedOutputs: { c: 3 },
		});

	it.each([
		[2, 2],
		[3, 3],
		[0, 2],
	])('at the index %i continues at %i', (named, stepIndex) => {
		const { segment, end } = read(AT_TWO, pause(named));
		expect(end).toEqual({ kind: 'toolCalls' });
		expect(segment.cursor).toMatchObject({
			stepIndex,
			accumulatedOutputs: { a: 1, c: 3 },
			tools: { iterationsUsed: 1, toolCalls: [{ id: 'c1', name: 't', arguments: { a: 1 } }] },
		});
	});

	it('that says too little is none', () => {
		const { end } = read(AT_TWO, event('step_paused_for_tool_calls', { executionId: 'x' }));
		expect(end).toBeUndefined();
	});
});

describe('the end', () => {
	it.each<[string, Record<string, unknown>, unknown]>([
		['has the result', { result: { text: 'all' } }, { text: 'all' }],
		['has the last output if there is no result', {}, 2],
	])('%s', (_case, data, result) => {
		const { end } = read(AT_TWO, done('b', 2), event('flow_completed', data));
		expect(end).toEqual({ kind: 'completed', result });
	});

	it.each(['step_error', 'flow_failed'])('of %s is a failure', (type) => {
		const { end } = read(AT_TWO, event(type, { stepId: 'b', error: { message: 'No' } }));
		expect(end).toEqual({ kind: 'failed', stepId: 'b', name: null, error: { message: 'No' } });
	});

	it.each(['step_progress', 'loop_completed', 'step_input', 'anything'])('is not %s', (type) => {
		expect(read(AT_TWO, event(type)).end).toBeUndefined();
	});
});

describe('an event', () => {
	it.each<[string, { name: string; data: string }, FlowEvent | undefined]>([
		['by its line', { name: 'step_error', data: '{"a":1}' }, event('step_error', { a: 1 })],
		[
			'by its JSON',
			{ name: 'message', data: '{"eventType":"step_error"}' },
			event('step_error', { eventType: 'step_error' }),
		],
		['by its line first', { name: 'a', data: '{"eventType":"b"}' }, event('a', { eventType: 'b' })],
		['of an older name', { name: 'flow_started', data: '{}' }, event('run_started')],
		[
			'of a name of the SDKs',
			{ name: 'tool_calls_required', data: '{}' },
			event('step_paused_for_tool_calls'),
		],
		['without a name', { name: 'message', data: '{}' }, undefined],
		['that is no JSON', { name: 'step_error', data: 'x' }, undefined],
		['that is a list', { name: 'step_error', data: '[]' }, undefined],
	])('is read %s', (_case, given, expected) => {
		expect(parseFlowEvent(given)).toEqual(expected);
	});
});
