import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

import { FLOWS } from '../../../../simulator/noukai';
import { runNode } from '../support/engine';
import { flowParameters, runCalls, useNoukai } from '../support/noukai';
import { defineTool, type TestTool } from '../support/toolNode';

const used = useNoukai();

const bodies = () => runCalls(used.simulator).map(({ body }) => body as IDataObject);

/** A tool that notes what it was called with. */
function weather(more: Partial<TestTool> = {}) {
	const calls: unknown[] = [];
	defineTool('weather', {
		name: 'get_weather',
		description: 'The weather in a city',
		schema: z.object({ city: z.string().describe('Its name'), days: z.number().optional() }),
		invoke: async (args: unknown) => {
			calls.push(args);
			return 'sunny';
		},
		...more,
	});
	return calls;
}

const WAYS = [
	['execute', {}],
	['stepThrough', { returnMode: 'last' }],
] as const;

describe.each(WAYS)('Connected Tools of Flow: %s', (operation, fields) => {
	const run = async (flow: string, { parameters = {}, options = {}, tools = ['weather'] } = {}) =>
		await runNode({
			credentials: used.credentials,
			tools,
			parameters: flowParameters(operation, flow, {
				...fields,
				toolCalls: 'connected',
				parameterMode: 'json',
				parametersJson: JSON.stringify(parameters),
				options,
			}),
		});

	it('are offered with their schemas, run, and answer the flow', async () => {
		const calls = weather();
		const { items, error } = await run(FLOWS.tools);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0]?.json).toMatchObject({
			status: 'completed',
			output: { text: 'Answer to: Hi', toolResults: ['sunny'] },
		});
		expect(calls).toEqual([{ city: 'Paris', days: 2 }]);
		expect(bodies()[0]?.tools).toEqual([
			{
				type: 'function',
				function: {
					name: 'get_weather',
					description: 'The weather in a city',
					parameters: {
						type: 'object',
						properties: {
							city: { type: 'string', description: 'Its name' },
							days: { type: 'number' },
						},
						required: ['city'],
					},
				},
			},
		]);
		expect(used.simulator.executions).toHaveLength(1);
	});

	it.each(['camel', 'snake'] as const)(
		'read and keep the casing of the wire: %s',
		async (casing) => {
			used.simulator.settings.messageCasing = casing;
			weather();
			const { items } = await run(FLOWS.tools);
			expect(items[0]?.json.status).toBe('completed');
			const talk = bodies()[1]?.toolCallMessages as IDataObject[];
			expect(talk.at(-1)).toEqual({
				role: 'tool',
				[casing === 'camel' ? 'toolCallId' : 'tool_call_id']: 'call_1_1',
				content: 'sunny',
			});
		},
	);

	it('of one round run in parallel', async () => {
		let open = 0;
		let most = 0;
		weather({
			invoke: async () => {
				most = Math.max(most, ++open);
				await new Promise((resolve) => setTimeout(resolve, 50));
				open--;
				return { degrees: 12 };
			},
		});
		const { items } = await run(FLOWS.tools, { parameters: { toolCallCount: 3 } });
		expect(most).toBe(3);
		expect(items[0]?.json.output).toMatchObject({ toolResults: Array(3).fill('{"degrees":12}') });
	});

	it.each<[string, Partial<TestTool>, object, string]>([
		[
			'that fails',
			{
				invoke: async () => {
					throw new Error('The station is down');
				},
			},
			{},
			'Error: The station is down',
		],
		['that is not there', {}, { toolName: 'get_time' }, 'Error: there is no tool'],
		['with arguments that are no JSON', {}, { toolArguments: '{' }, 'Error: The arguments are not'],
	])('answer the model with an error: one %s', async (_case, more, parameters, text) => {
		weather(more);
		const { items, error } = await run(FLOWS.tools, { parameters });
		expect(error).toBeUndefined();
		const { toolResults } = items[0]?.json.output as { toolResults: string[] };
		expect(toolResults[0]).toContain(text);
	});

	it('end after ten rounds, or as many as the option says', async () => {
		weather();
		const first = await run(FLOWS.toolsLoop);
		expect(first.error?.message).toBe('The flow called tools more than 10 times');
		expect(first.error?.context).toMatchObject({
			code: 'TOOL_CALL_LIMIT_CLIENT',
			executionId: used.simulator.executions[0]?.id,
		});
		expect(bodies()).toHaveLength(11);
		const second = await run(FLOWS.toolsLoop, { options: { maxToolRounds: 2 } });
		expect(second.error?.message).toBe('The flow called tools more than 2 times');
		expect(bodies()).toHaveLength(14);
	});

	it('end at the limit of Noukai, with its code', async () => {
		used.simulator.settings.maxToolIterations = 2;
		weather();
		const { error } = await run(FLOWS.toolsLoop);
		expect(error?.context).toMatchObject({
			code: 'TOOL_ITERATION_LIMIT',
			executionId: used.simulator.executions[0]?.id,
		});
	});

	it('may be kits of several, and tools of the same name get a number', async () => {
		const tool = { name: 'get weather', description: 'x', invoke: async () => 'y' };
		defineTool('kit', { tools: [tool, tool], getTools: () => [] });
		defineTool('old', { getTools: () => [{ ...tool, name: 'old' }] });
		await run(FLOWS.tools, { tools: ['kit', 'old'] });
		const tools = bodies()[0]?.tools as Array<{ function: { name: string } }>;
		const names = tools.map(({ function: { name } }) => name);
		expect(names.sort()).toEqual(['get_weather', 'get_weather_2', 'old']);
	});

	it('are asked for as the option Tool Choice says', async () => {
		weather();
		await run(FLOWS.tools, { options: { toolChoice: 'one', toolName: 'get_weather' } });
		const choice = { type: 'function', function: { name: 'get_weather' } };
		expect(bodies().map(({ toolChoice }) => toolChoice)).toEqual([choice, choice]);
		const { error } = await run(FLOWS.tools, { options: { toolChoice: 'one', toolName: 'x' } });
		expect(error?.message).toBe('Tool Name must be the name of a tool: get_weather');
	});

	it.each<[string, unknown, RegExp]>([
		['none', undefined, /^Tool Calls is Connected Tools, but no tool is connected/],
		[
			'more than 64',
			{
				tools: Array.from({ length: 65 }, (_, at) => ({
					name: `tool_${at}`,
					invoke: async () => '',
				})),
			},
			/^Tool Calls has 65 tools: Noukai accepts at most 64/,
		],
		[
			'one that a person must approve',
			{ name: 'pay', invoke: async () => '', metadata: { gatedToolNodeName: 'Pay' } },
			/pay requires human approval.*Use Return Tool Calls/,
		],
	])('are refused before the call: %s', async (_case, supplied, message) => {
		defineTool('given', supplied);
		const { error } = await run(FLOWS.tools, {
			tools: supplied === undefined ? [] : ['given'],
		});
		expect(error?.message).toMatch(message);
		expect(used.simulator.calls).toHaveLength(0);
	});

	it('are refused by a flow that has no use for them', async () => {
		weather();
		const { error } = await run(FLOWS.hello);
		expect(error?.message).toBe('No block of this flow may call tools [400]');
		expect(error?.context).toMatchObject({ code: 'TOOLS_NOT_ENABLED' });
	});

	it('answer with at most 1 MB', async () => {
		weather({ invoke: async () => 'x'.repeat(1_000_001) });
		const { error } = await run(FLOWS.tools);
		expect(error?.message).toMatch(/^The conversation with the tools is 1000\d+ bytes long/);
		expect(bodies()).toHaveLength(1);
		expect(error?.context.executionId).toBe(used.simulator.executions[0]?.id);
	});

	it('continue once: a resume that is lost is not sent again', async () => {
		weather();
		const path = operation === 'execute' ? '/execute$' : '/step$';
		used.simulator.addFault({ path, kind: 'resetAfterHandling', skip: 1 });
		const { error } = await run(FLOWS.tools);
		expect(error?.context.executionId).toBe(used.simulator.executions[0]?.id);
		expect(bodies()).toHaveLength(2);
		expect(used.simulator.executions).toHaveLength(1);
	});
});

describe('the input for tools', () => {
	it('is there with Connected Tools only', async () => {
		weather();
		const { error, items } = await runNode({
			credentials: used.credentials,
			tools: ['weather'],
			parameters: flowParameters('execute', FLOWS.tools),
		});
		expect(error).toBeUndefined();
		expect(items[0]?.json.status).toBe('completed');
		expect(bodies()).toEqual([{ message: 'Hi' }]);
	});
});
