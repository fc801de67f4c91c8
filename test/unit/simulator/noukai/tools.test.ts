import type { FlowName } from '../../../../simulator/noukai';
import { useNoukai } from '../../../engine/support/noukai';
import { post, step, typesOf } from './support/client';
import { resumeOf, weather } from './support/tools';

const used = useNoukai();

const execute = async (flow: FlowName, body: Record<string, unknown>) =>
	await post(used.simulator, flow, 'execute', body);
const ask = async (flow: FlowName, parameters = {}) =>
	(await execute(flow, { message: 'Weather?', parameters, tools: [weather] })).body;

describe('tool calls', () => {
	it('pause an execution, whose results complete it', async () => {
		const paused = await ask('tools');
		const call = {
			id: 'call_1_1',
			type: 'function',
			function: { name: 'get_weather', arguments: '{"city":"Paris"}' },
		};
		expect(paused).toMatchObject({
			status: 'tool_calls_required',
			pausedAtStep: 'step-1',
			iterationsUsed: 1,
			toolCalls: [call],
			toolCallMessages: [
				{ role: 'user', content: 'Weather?' },
				{ role: 'assistant', content: null, toolCalls: [call] },
			],
			accumulatedOutputs: {},
		});
		const { body } = await execute('tools', resumeOf(paused, 'sunny'));
		expect(body).toMatchObject({
			status: 'completed',
			executionId: paused.executionId,
			result: { text: 'Answer to: Weather?', toolResults: ['sunny'] },
		});
		expect(used.simulator.executions).toHaveLength(1);
		expect(used.simulator.executions[0]?.continuations).toHaveLength(1);
	});

	it('carry the outputs so far, and continue with the steps after', async () => {
		const paused = await ask('toolsSecond');
		expect(paused).toMatchObject({
			pausedAtStep: 'step-2',
			accumulatedOutputs: { 'step-1': { text: 'WEATHER?' } },
		});
		const { body } = await execute('toolsSecond', resumeOf(paused));
		expect(body.result).toEqual({ text: 'Answer to: Weather?!' });
	});

	it('are as many, and of what, as the parameters say', async () => {
		const parameters = {
			toolRounds: 2,
			toolCallCount: 2,
			toolName: 'other',
			toolArguments: { a: 1 },
		};
		const paused = await ask('tools', parameters);
		expect(paused.toolCalls).toMatchObject([
			{ id: 'call_1_1', function: { name: 'other', arguments: '{"a":1}' } },
			{ id: 'call_1_2' },
		]);
		const again = (await execute('tools', resumeOf(paused))).body;
		expect(again).toMatchObject({ status: 'tool_calls_required', iterationsUsed: 2 });
		expect((await execute('tools', resumeOf(again))).body.status).toBe('completed');
	});

	it('are not made if none are offered, or toolChoice is none', async () => {
		expect((await execute('tools', { message: 'x' })).body.status).toBe('completed');
		const body = { message: 'x', tools: [weather], toolChoice: 'none' };
		expect((await execute('tools', body)).body.status).toBe('completed');
	});

	it('are read and sent in snake_case as well', async () => {
		used.simulator.settings.messageCasing = 'snake';
		const paused = await ask('tools');
		const [, asked] = paused.toolCallMessages as Array<Record<string, unknown>>;
		expect(asked).toHaveProperty('tool_calls');
		const { toolCallMessages, ...rest } = resumeOf(paused);
		const sent = JSON.stringify(toolCallMessages).replaceAll('toolCallId', 'tool_call_id');
		const body = { ...rest, toolCallMessages: JSON.parse(sent) as unknown };
		expect((await execute('tools', body)).body.status).toBe('completed');
	});

	it.each([
		['withoutToolCalls', { accumulatedOutputs: {} }, 'toolCalls'],
		['nullOutputs', { accumulatedOutputs: null }, 'result'],
	] as const)('leave out what old servers do: %s', async (shape, fields, absent) => {
		used.simulator.settings.pausedShape = shape;
		const paused = await ask('tools');
		expect(paused).toMatchObject(fields);
		expect(paused).not.toHaveProperty(absent);
	});

	it('pause a step-through, with the index within the flow', async () => {
		const tools = [weather];
		const first = await step(used.simulator, 'toolsSecond', {
			stepIndex: 0,
			message: 'Weather?',
			tools,
		});
		const executionId = first[0]?.executionId;
		const accumulatedOutputs = { 'step-1': { text: 'WEATHER?' } };
		const cursor = { executionId, stepIndex: 1, accumulatedOutputs, message: null, tools };
		const paused = (await step(used.simulator, 'toolsSecond', cursor)).at(-1) ?? { type: '' };
		expect(paused).toMatchObject({
			type: 'step_paused_for_tool_calls',
			runId: executionId,
			executionId,
			stepId: 'step-2',
			stepIndex: 1,
			iterationsUsed: 1,
			accumulatedOutputs,
		});
		const { toolCallMessages } = resumeOf(paused);
		const resumed = { ...cursor, toolCallMessages, iterationsUsed: 1 };
		const types = typesOf(await step(used.simulator, 'toolsSecond', resumed));
		expect(types.slice(-2)).toEqual(['step_completed', 'step_paused']);
	});
});
