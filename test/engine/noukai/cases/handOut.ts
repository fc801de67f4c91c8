import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { FLOWS } from '../../../../simulator/noukai';
import { runNode } from '../support/engine';
import { flowParameters, runCalls, useNoukai } from '../support/noukai';

const used = useNoukai();

const TOOLS = [
	{
		type: 'function',
		function: {
			name: 'get_weather',
			description: 'The weather in a city',
			parameters: { type: 'object', properties: { city: { type: 'string' } } },
		},
	},
];

const bodies = () => runCalls(used.simulator).map(({ body }) => body as IDataObject);

const handOut = async (parameters = {}, more = {}) =>
	await runNode({
		credentials: used.credentials,
		parameters: flowParameters('execute', FLOWS.tools, {
			toolCalls: 'handOut',
			toolDefinitions: JSON.stringify(TOOLS),
			parameterMode: 'json',
			parametersJson: JSON.stringify(parameters),
			...more,
		}),
	});

const resume = async (items: INodeExecutionData[], results: object, more = {}) =>
	await runNode({
		credentials: used.credentials,
		items,
		parameters: {
			resource: 'flow',
			operation: 'resume',
			resume: '={{ $json.resume }}',
			...results,
			...more,
		},
	});

const row = (toolCallId: string, result: unknown) => ({
	toolResults: { values: [{ toolCallId, result }] as never },
});
const json = (value: unknown) => ({ resultMode: 'json', toolResultsJson: JSON.stringify(value) });

describe('Return Tool Calls', () => {
	it('returns the calls with parsed arguments, and what resumes the flow', async () => {
		const { items, error } = await handOut();
		expect(error).toBeUndefined();
		const executionId = used.simulator.executions[0]?.id;
		expect(items[0]?.json).toMatchObject({
			executionId,
			status: 'tool_calls_required',
			output: null,
			toolCalls: [
				{
					id: 'call_1_1',
					name: 'get_weather',
					input: { city: 'Paris' },
					arguments: { city: 'Paris' },
				},
			],
			resume: { flow: FLOWS.tools, version: null, executionId, pausedAtStep: 'step-1' },
		});
	});

	it.each(['withoutToolCalls', 'nullOutputs'] as const)(
		'reads the answer of an old server: %s',
		async (pausedShape) => {
			used.simulator.settings.pausedShape = pausedShape;
			const { items } = await handOut();
			expect(items[0]?.json.toolCalls).toHaveLength(1);
			const resumed = await resume(items, row('', 'sunny'));
			expect(resumed.items[0]?.json.status).toBe('completed');
		},
	);

	it('keeps arguments that are no JSON as text', async () => {
		const { items } = await handOut({ toolArguments: '{"city":' });
		expect(items[0]?.json.toolCalls).toEqual([
			{
				id: 'call_1_1',
				name: 'get_weather',
				input: '{"city":',
				arguments: '{"city":',
				problem: 'The arguments are not valid JSON',
			},
		]);
	});

	it.each<[unknown, RegExp]>([
		[[], /^Tools \(JSON\) is empty/],
		[{}, /^Tools \(JSON\) must be a list/],
		[[{ name: 'x' }], /^Tools \(JSON\) must have \{"type": "function"/],
		[[...TOOLS, ...TOOLS], /two tools with the name "get_weather"/],
		[[{ type: 'function', function: { name: 'get weather' } }], /the tool name "get weather"/],
		[
			Array.from({ length: 65 }, (_, at) => ({ type: 'function', function: { name: `t${at}` } })),
			/has 65 tools: Noukai accepts at most 64/,
		],
	])('refuses tools before the call: %j', async (tools, message) => {
		const { error } = await handOut({}, { toolDefinitions: JSON.stringify(tools) });
		expect(error?.message).toMatch(message);
		expect(used.simulator.calls).toHaveLength(0);
	});
});

describe('Flow: Resume', () => {
	it.each<[string, object, unknown]>([
		['a row', row('call_1_1', 'sunny'), 'sunny'],
		['a row without an ID', row('', 'sunny'), 'sunny'],
		['a row with an object', row('call_1_1', '={{ { degrees: 12 } }}'), '{"degrees":12}'],
		['JSON by IDs', json({ call_1_1: 'sunny' }), 'sunny'],
		['a JSON list', json([{ toolCallId: 'call_1_1', result: { a: 1 } }]), '{"a":1}'],
		['a list of the old docs', json([{ tool_call_id: 'call_1_1', output: 'sunny' }]), 'sunny'],
	])('continues with %s', async (_case, results, content) => {
		const { items } = await handOut();
		const resumed = await resume(items, results);
		expect(resumed.error).toBeUndefined();
		expect(resumed.items[0]?.json).toMatchObject({
			executionId: items[0]?.json.executionId,
			status: 'completed',
			output: { toolResults: [content] },
		});
		expect(used.simulator.executions).toHaveLength(1);
	});

	it('sends all that Noukai does not keep, and no input again', async () => {
		const { items } = await handOut({ topic: 'n8n' }, { options: { captureTrace: true } });
		await resume(items, row('', 'sunny'));
		expect(Object.keys(bodies()[1] ?? {}).sort()).toEqual([
			'accumulatedOutputs',
			'executionId',
			'iterationsUsed',
			'parameters',
			'pausedAtStep',
			'toolCallMessages',
			'tools',
			'trace',
		]);
	});

	it('resumes the version that was paused', async () => {
		const { items } = await handOut({}, { version: 'number', versionNumber: 1 });
		await resume(items, row('', 'sunny'));
		const paths = runCalls(used.simulator).map(({ path }) => path);
		expect(paths[1]).toBe(paths[0]);
		expect(paths[1]).toContain('/v1/execute');
	});

	it('hands out again what the flow asks for next', async () => {
		const { items } = await handOut({ toolRounds: 2 });
		const second = await resume(items, row('', 'sunny'));
		expect(second.items[0]?.json).toMatchObject({
			status: 'tool_calls_required',
			toolCalls: [{ id: 'call_2_1' }],
		});
		const third = await resume(second.items, row('', 'rainy'));
		expect(third.items[0]?.json.output).toMatchObject({ toolResults: ['rainy'] });
		expect(used.simulator.executions).toHaveLength(1);
	});

	it.each<[string, object, object, RegExp]>([
		[
			'none',
			{},
			{},
			/^Tool Result Fields has no result for the tool call call_1_1 \(get_weather\)/,
		],
		['that of another call', {}, row('call_9', 'x'), /has no result for the tool call call_1_1/],
		['one too few', { toolCallCount: 2 }, row('call_1_1', 'x'), /no result for .* call_1_2/],
		['one too many', {}, json({ call_1_1: 'x', call_9: 'y' }), /has a result for call_9/],
		['two of one', {}, json([1, 2].map((result) => ({ id: 'call_1_1', result }))), /twice/],
		['no ID for two', { toolCallCount: 2 }, row('', 'x'), /no result for .* call_1_1/],
		[
			'a text',
			{},
			{ resultMode: 'json', toolResultsJson: '"x"' },
			/must be an object with the results by tool call ID, or a list/,
		],
		['over 1 MB', {}, json({ call_1_1: 'x'.repeat(1_000_001) }), /bytes long: Noukai accepts/],
	])('refuses results before the call: %s', async (_case, parameters, results, message) => {
		const { items } = await handOut(parameters);
		const { error } = await resume(items, results);
		expect(error?.message).toMatch(message);
		expect(bodies()).toHaveLength(1);
	});

	it.each(['={{ {} }}', '={{ "x" }}', '={{ $json }}'])(
		'refuses anything that is not a paused execution: %s',
		async (given) => {
			const { error } = await resume([{ json: { a: 1 } }], row('', 'x'), { resume: given });
			expect(error?.message).toMatch(/^Resume (must be the resume field|is not valid JSON)/);
			expect(used.simulator.calls).toHaveLength(0);
		},
	);

	it('is sent once, and its error names the execution', async () => {
		const { items } = await handOut();
		used.simulator.addFault({ path: '/execute$', kind: 'resetAfterHandling' });
		const { error } = await resume(items, row('', 'sunny'));
		expect(error?.context.executionId).toBe(items[0]?.json.executionId);
		expect(bodies()).toHaveLength(2);
	});
});
