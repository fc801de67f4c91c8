import { FLOWS, flowIdOf } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { codeOf, post, step, typesOf } from './support/client';

const used = useNoukai();

const first = { stepIndex: 0, message: 'hi' };

/** The second call of two-step, as a client makes it. */
async function second(more: Record<string, unknown> = {}) {
	const [started] = await step(used.simulator, 'twoStep', first);
	const accumulatedOutputs = { 'step-1': { text: 'HI' } };
	const cursor = { executionId: started?.executionId, stepIndex: 1, accumulatedOutputs };
	return await step(used.simulator, 'twoStep', { ...cursor, message: null, ...more });
}

describe('step', () => {
	it('runs one step, pauses, and ends after the last', async () => {
		const events = await step(used.simulator, 'twoStep', first);
		const executionId = used.simulator.executions[0]?.id;
		expect(events).toEqual([
			{ type: 'run_started', executionId, flowId: flowIdOf(FLOWS.twoStep), stepCount: 2 },
			{ type: 'step_started', stepId: 'step-1', name: 'Step 1', stepIndex: 0 },
			{ type: 'step_input', stepId: 'step-1', inputData: expect.any(Object) },
			{ type: 'step_output', stepId: 'step-1', outputData: { text: 'HI' } },
			{
				type: 'step_completed',
				stepId: 'step-1',
				name: 'Step 1',
				output: { text: 'HI' },
				durationMs: expect.any(Number),
				tokens: expect.objectContaining({ total: expect.any(Number) }),
				costUsd: expect.stringMatching(/^0\.\d{6}$/),
			},
			{ type: 'step_paused', executionId, stepIndex: 0, nextStepIndex: 1 },
		]);
	});

	it('counts the index of a started step within the call, and builds on what it is sent', async () => {
		const events = await second({ inputOverrides: { 'step-1': { text: 'other' } } });
		expect(typesOf(events)[0]).toBe('step_started');
		expect(events[0]).toMatchObject({ stepId: 'step-2', stepIndex: 0 });
		expect(events.at(-1)).toMatchObject({ type: 'flow_completed', result: { text: 'other!' } });
		expect(used.simulator.executions[0]).toMatchObject({ status: 'completed' });
	});

	it('runs all that is left in one stream', async () => {
		const events = await step(used.simulator, 'twoStep', { ...first, runRemaining: true });
		expect(typesOf(events)).not.toContain('step_paused');
		expect(events.at(-1)).toMatchObject({ type: 'flow_completed', result: { text: 'HI!' } });
	});

	it('reports the steps in a loop, and where to continue', async () => {
		const [started] = await step(used.simulator, 'loop', first);
		const cursor = { executionId: started?.executionId, stepIndex: 1, accumulatedOutputs: {} };
		const events = await step(used.simulator, 'loop', cursor);
		const completed = events.filter(({ type }) => type === 'step_completed');
		expect(completed.map(({ stepId, loopIndex }) => [stepId, loopIndex])).toEqual([
			['step-2-body', 0],
			['step-2-body', 1],
			['step-2-body', 2],
			['step-2', undefined],
		]);
		expect(typesOf(events)).toContain('loop_completed');
		expect(events.at(-1)).toMatchObject({ type: 'step_paused', nextStepIndex: 2 });
	});

	it.each([
		['nothing', []],
		['flow_failed', ['flow_failed']],
		['flow_completed', ['flow_completed']],
	] as const)('a step_error is followed by %s', async (afterStepError, types) => {
		used.simulator.settings.afterStepError = afterStepError;
		const events = await step(used.simulator, 'failing', first);
		const at = typesOf(events).indexOf('step_error');
		expect(events[at]?.error).toEqual({ message: 'The block failed', code: 'BLOCK_FAILED' });
		expect(typesOf(events).slice(at + 1)).toEqual(types);
		expect(used.simulator.executions[0]?.status).toBe('failed');
	});

	it.each([
		[{ stepIndex: 2, executionId: 'x', accumulatedOutputs: {} }, 400, 'INVALID_STEP_INDEX'],
		[{ stepIndex: -1, message: 'x' }, 400, 'INVALID_STEP_INDEX'],
		[{ stepIndex: 1, executionId: 'x' }, 400, 'INVALID_STEP_INDEX'],
		[{ stepIndex: 1, accumulatedOutputs: {} }, 400, 'INVALID_FIRST_CALL'],
		[{ stepIndex: 1, executionId: 'x', accumulatedOutputs: {} }, 400, 'EXECUTION_ID_INVALID'],
		[{ stepIndex: 0 }, 400, 'MISSING_MESSAGE'],
		[{ stepIndex: 'x', message: 'x' }, 422, undefined],
	])('refuses %j with %i %s, as JSON', async (body, status, code) => {
		const answer = await post(used.simulator, 'twoStep', 'step', body);
		expect([answer.status, codeOf(answer)]).toEqual([status, code]);
	});

	it.each([
		['v0/step', 400],
		['v1/step', 200],
		['v9/step', 404],
	])('answers %s with %i', async (action, status) => {
		const answer = await post(used.simulator, 'twoStep', action, first);
		expect(answer.status).toBe(status);
		if (status === 400) expect(codeOf(answer)).toBe('INVALID_VERSION');
	});
});
