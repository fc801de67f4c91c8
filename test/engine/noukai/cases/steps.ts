import type { IDataObject } from 'n8n-workflow';

import { FLOWS } from '../../../../simulator/noukai';
import { runNode } from '../support/engine';
import { flowParameters, runCalls, useNoukai } from '../support/noukai';
import { defineTool } from '../support/toolNode';

const used = useNoukai();

const step = async (flow: string, more = {}, options = {}, items = [{ json: {} }]) =>
	await runNode({
		credentials: used.credentials,
		items,
		parameters: flowParameters('stepThrough', flow, { ...more, options }),
	});

const bodies = () => runCalls(used.simulator).map(({ body }) => body as IDataObject);
const outputsOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.output);

describe('Flow: Step Through', () => {
	it('makes an item of each step, each from a call of its own', async () => {
		const { items, error } = await step(FLOWS.twoStep);
		expect(error).toBeUndefined();
		const executionId = used.simulator.executions[0]?.id;
		const first = { executionId, stepIndex: 1, accumulatedOutputs: { 'step-1': { text: 'HI' } } };
		expect(items[0]).toEqual({
			json: {
				executionId,
				status: 'completed',
				stepId: 'step-1',
				name: 'Step 1',
				stepIndex: 0,
				loopIndex: null,
				output: 'HI',
				durationMs: expect.any(Number) as number,
				tokens: expect.objectContaining({ total: expect.any(Number) as number }) as object,
				costUsd: expect.stringMatching(/^0\.\d+$/) as string,
				cursor: first,
				retryCursor: { executionId: null, stepIndex: 0, accumulatedOutputs: {} },
				sessionId: null,
			},
			pairedItem: { item: 0 },
		});
		expect(items[1]?.json).toMatchObject({
			stepId: 'step-2',
			stepIndex: 1,
			output: 'HI!',
			retryCursor: first,
			cursor: { stepIndex: 2 },
		});
		expect(bodies()).toEqual([{ message: 'Hi', stepIndex: 0 }, { ...first }]);
		expect(used.simulator.executions).toHaveLength(1);
	});

	it('runs all that is left in one call', async () => {
		const { items } = await step(FLOWS.twoStep, { runRemaining: true });
		expect(outputsOf(items)).toEqual(['HI', 'HI!']);
		expect(items.map(({ json }) => json.stepIndex)).toEqual([0, 1]);
		expect(bodies()).toEqual([{ message: 'Hi', stepIndex: 0, runRemaining: true }]);
	});

	it('returns the last result alone', async () => {
		const { items } = await step(FLOWS.twoStep, { returnMode: 'last', outputMode: 'raw' });
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toEqual({
			executionId: used.simulator.executions[0]?.id,
			flowId: expect.any(String) as string,
			status: 'completed',
			output: { text: 'HI!' },
			sessionId: null,
		});
	});

	it('returns every event', async () => {
		const { items } = await step(FLOWS.twoStep, { returnMode: 'events' });
		expect(items.map(({ json }) => json.type)).toEqual([
			'run_started',
			...['step_started', 'step_input', 'step_output', 'step_completed', 'step_paused'],
			...['step_started', 'step_input', 'step_output', 'step_completed', 'flow_completed'],
		]);
		expect(items[1]?.json.data).toMatchObject({ stepId: 'step-1' });
	});

	it.each<[string, string, unknown[]]>([
		['loop', FLOWS.loop, [1, 1, 1, 1]],
		['parallel', FLOWS.parallel, [0, 0, 0]],
	])('counts steps of the flow, not those inside of a %s', async (_case, flow, inside) => {
		const { items, error } = await step(flow);
		expect(error).toBeUndefined();
		const indexes = items.map(({ json }) => json.stepIndex);
		const isInside = (index: unknown) => index === inside[0];
		expect(indexes.filter(isInside)).toEqual(inside);
		const stepIndexes = bodies().map(({ stepIndex }) => stepIndex);
		expect(stepIndexes).toEqual(stepIndexes.map((_index, at) => at));
		expect(used.simulator.executions[0]?.status).toBe('completed');
	});

	it('numbers the iterations of a loop', async () => {
		const { items } = await step(FLOWS.loop, {
			parameterMode: 'json',
			parametersJson: '{"items":["a","b"]}',
		});
		expect(items.map(({ json }) => json.loopIndex)).toEqual([null, 0, 1, null, null]);
	});

	it.each([
		['no nextStepIndex', { sseNextStepIndex: false }],
		['run_started in each call', { runStartedEachSegment: true }],
		['the IDs of old servers', { legacyEventIds: true }],
		['CRLF', { sseLineEnd: '\r\n' }],
		['no blank line at the end', { sseUnterminated: true }],
		['names in the JSON only', { sseEventName: 'json' }],
		['names in the line only', { sseEventName: 'line' }],
		['events that make no sense', { sseStrangeEvents: true }],
		['heartbeats', { sseHeartbeatMs: 1, blockMs: 20 }],
		['bytes one by one', { sseChunking: 'bytes' }],
	] as const)('reads a stream with %s', async (_case, settings) => {
		Object.assign(used.simulator.settings, settings);
		const { items, error } = await step(FLOWS.loop);
		expect(error).toBeUndefined();
		expect(items.at(-1)?.json.output).toEqual(expect.stringMatching(/!$/));
		expect(bodies().map(({ stepIndex }) => stepIndex)).toEqual([0, 1, 2]);
		expect(used.simulator.executions).toHaveLength(1);
	});

	it('has no draft to choose', async () => {
		const { error } = await step(FLOWS.versions, { version: 'draft' });
		expect(error?.message).toMatch(/^Version must be one of number, production/);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('sends the session with each call', async () => {
		await step(FLOWS.twoStep, {}, { session: 'execution' });
		const sessions = used.simulator.calls.map(({ sessionId }) => sessionId);
		expect(sessions).toEqual([expect.any(String), sessions[0]]);
	});
});

describe('Start At', () => {
	it('continues after a step', async () => {
		const { items } = await step(FLOWS.twoStep, {}, { maxSteps: 1 });
		expect(outputsOf(items)).toEqual(['HI']);
		const startAt = '={{ $json.cursor }}';
		const rest = await step(FLOWS.twoStep, { message: '', startAt }, {}, items as never);
		expect(outputsOf(rest.items)).toEqual(['HI!']);
		expect(used.simulator.executions).toHaveLength(1);
	});

	it('runs a step again, with what took its place before it', async () => {
		const { items } = await step(FLOWS.twoStep);
		const again = await step(
			FLOWS.twoStep,
			{ startAt: '={{ $json.retryCursor }}' },
			{ inputOverrides: '{"step-1":{"text":"Other"}}' },
			[items[1]] as never,
		);
		expect(outputsOf(again.items)).toEqual(['Other!']);
		expect(used.simulator.executions).toHaveLength(1);
	});

	it('runs the first step again with other settings, as a new execution', async () => {
		const { items } = await step(FLOWS.hello);
		const again = await step(
			FLOWS.hello,
			{ startAt: '={{ $json.retryCursor }}' },
			{ blockOverrides: '{"step-1":{"prompt":"Good day"}}' },
			items as never,
		);
		expect(outputsOf(again.items)).toEqual(['Good day: Hi']);
		expect(used.simulator.executions).toHaveLength(2);
	});

	it('returns where it stands with the last result of some steps', async () => {
		const { items } = await step(FLOWS.twoStep, { returnMode: 'last' }, { maxSteps: 1 });
		expect(items[0]?.json).toMatchObject({
			status: 'paused',
			output: 'HI',
			cursor: { stepIndex: 1, accumulatedOutputs: { 'step-1': { text: 'HI' } } },
		});
	});

	it.each(['{}', '[]', '{"stepIndex":1}', '{"stepIndex":-1}', '{"stepIndex":"1"}'])(
		'refuses anything that is not a cursor: %s',
		async (startAt) => {
			const { error } = await step(FLOWS.twoStep, { startAt });
			expect(error?.message).toMatch(/^Start At must be the cursor or retryCursor/);
			expect(used.simulator.calls).toHaveLength(0);
		},
	);

	const tools = [{ type: 'function', function: { name: 'get_weather' } }];
	const handOut = { toolCalls: 'handOut', toolDefinitions: JSON.stringify(tools) };

	it('continues a step that waits for tools', async () => {
		const { items } = await step(FLOWS.toolsSecond, handOut);
		expect(items.map(({ json }) => json.status)).toEqual(['completed', 'tool_calls_required']);
		expect(items[1]?.json).toMatchObject({
			toolCalls: [{ id: 'call_1_1', name: 'get_weather' }],
			cursor: { stepIndex: 1 },
		});
		const startAt = '={{ $json.cursor }}';
		const last = [items[1]] as never;
		const none = await step(FLOWS.toolsSecond, { ...handOut, startAt }, {}, last);
		expect(none.error?.message).toMatch(/^Tool Results \(JSON\) has no result for .* call_1_1/);
		const options = { toolResults: '{"call_1_1":"sunny"}' };
		const rest = await step(FLOWS.toolsSecond, { ...handOut, startAt }, options, last);
		expect(rest.error).toBeUndefined();
		expect(rest.items.map(({ json }) => json.stepId)).toEqual(['step-2', 'step-3']);
		expect(rest.items[0]?.json).toMatchObject({ output: { toolResults: ['sunny'] } });
		expect(used.simulator.executions).toHaveLength(1);
	});
});

describe('a step that fails', () => {
	it('is an error with its code and cursor, from which it can be run again', async () => {
		const { error } = await step(FLOWS.failingSecond);
		expect(error?.message).toBe('The step Step 2 failed: The block failed');
		const executionId = used.simulator.executions[0]?.id;
		const cursor = { executionId, stepIndex: 1, accumulatedOutputs: { 'step-1': { text: 'HI' } } };
		expect(error?.context).toMatchObject({ code: 'BLOCK_FAILED', executionId, cursor });
		const again = await step(FLOWS.failingSecond, { startAt: JSON.stringify(cursor) });
		expect(again.error?.context).toMatchObject({ code: 'BLOCK_FAILED', cursor });
		expect(bodies().map(({ stepIndex }) => stepIndex)).toEqual([0, 1, 1]);
	});

	it('cannot be run again if Noukai continues no execution that has ended', async () => {
		used.simulator.settings.stepEndedExecutions = false;
		const { error } = await step(FLOWS.failingSecond);
		const startAt = JSON.stringify(error?.context.cursor);
		const again = await step(FLOWS.failingSecond, { startAt });
		expect(again.error?.message).toBe('Noukai cannot continue this execution [400]');
		expect(again.error?.description).toContain('Max Steps');
	});

	it.each(['flow_failed', 'flow_completed'] as const)(
		'is one, whatever follows: %s',
		async (afterStepError) => {
			used.simulator.settings.afterStepError = afterStepError;
			const { error } = await step(FLOWS.failing);
			expect(error?.message).toBe('The step Step 1 failed: The block failed');
			expect(bodies()).toHaveLength(1);
		},
	);

	it('is an error item with the fields of the error', async () => {
		const { items } = await runNode({
			credentials: used.credentials,
			onError: 'continueRegularOutput',
			parameters: flowParameters('stepThrough', FLOWS.failing),
		});
		expect(items[0]?.json.error).toMatchObject({
			code: 'BLOCK_FAILED',
			executionId: used.simulator.executions[0]?.id,
			stepId: 'step-1',
			stepIndex: 0,
			cursor: { executionId: null, stepIndex: 0 },
		});
	});
});

describe('a stream that breaks', () => {
	const DROPS = [1, 2, 3, 4].flatMap((events) => [
		[events, 'cut'] as const,
		[events, 'end'] as const,
	]);

	it.each(DROPS)(
		'after %i events (%s) is an error, and no step is sent twice',
		async (events, how) => {
			Object.assign(used.simulator.settings, { sseDropAfterEvents: events, sseDropHow: how });
			const { error } = await step(FLOWS.twoStep);
			expect(error?.message).toBe('The event stream was interrupted before the step finished');
			expect(error?.context.cursor).toMatchObject({ stepIndex: 0, executionId: null });
			expect(bodies()).toHaveLength(1);
			expect(used.simulator.executions).toHaveLength(1);
		},
	);

	it('after the step was completed carries the cursor after it', async () => {
		Object.assign(used.simulator.settings, { sseDropAfterEvents: 5, sseDropHow: 'end' });
		const { error } = await step(FLOWS.twoStep);
		expect(error?.context.cursor).toMatchObject({
			executionId: used.simulator.executions[0]?.id,
			stepIndex: 1,
			accumulatedOutputs: { 'step-1': { text: 'HI' } },
		});
		expect(bodies()).toHaveLength(1);
	});

	it('in a later step carries the cursor of that step', async () => {
		used.simulator.addFault({ path: '/step$', kind: 'resetMidBody', skip: 1 });
		const { error } = await step(FLOWS.twoStep);
		expect(error?.context.cursor).toMatchObject({ stepIndex: 1 });
		expect(bodies()).toHaveLength(2);
		expect(used.simulator.executions).toHaveLength(1);
	});

	it('or cannot be opened carries it, too', async () => {
		used.simulator.addFault({ path: '/step$', kind: 'status', statusCode: 503, skip: 1 });
		const { error } = await step(FLOWS.twoStep);
		expect(error?.context).toMatchObject({
			executionId: used.simulator.executions[0]?.id,
			cursor: { stepIndex: 1, accumulatedOutputs: { 'step-1': { text: 'HI' } } },
		});
		expect(bodies()).toHaveLength(2);
	});

	it('with tools that have answered is continued without their results', async () => {
		defineTool('weather', { name: 'get_weather', invoke: async () => 'sunny' });
		used.simulator.addFault({ path: '/step$', kind: 'reset', skip: 1, times: 1 });
		const run = async (startAt: string) =>
			await runNode({
				credentials: used.credentials,
				tools: ['weather'],
				parameters: flowParameters('stepThrough', FLOWS.tools, { toolCalls: 'connected', startAt }),
			});
		const { error } = await run('');
		expect(error?.context.cursor).toMatchObject({ stepIndex: 0, iterationsUsed: 1 });
		const { items } = await run(JSON.stringify(error?.context.cursor));
		expect(items[0]?.json.output).toMatchObject({ toolResults: ['sunny'] });
		expect(used.simulator.executions).toHaveLength(1);
	});

	it('by falling silent ends at the option Timeout', async () => {
		used.simulator.settings.sseSilentAfterEvents = 2;
		const { error } = await step(FLOWS.twoStep, {}, { timeoutSeconds: 20 });
		expect(error?.message).toBe('The step did not finish within Timeout');
		expect(bodies()).toHaveLength(1);
	});
});
