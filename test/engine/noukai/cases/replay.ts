import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { FLOWS, KEYS } from '../../../../simulator/noukai';
import { runNode } from '../support/engine';
import { flowParameters, runCalls, useNoukai } from '../support/noukai';
import { defineTool } from '../support/toolNode';

const used = useNoukai();

const SESSION = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const OTHER = '3c90c3cc-0d44-4b50-8888-8dd25736052b';

type More = IDataObject & { options?: IDataObject };

interface Given {
	items?: INodeExecutionData[];
	tools?: string[];
	onError?: 'continueRegularOutput';
	credentials?: { apiKey: string; baseUrl: string };
	streaming?: boolean;
}

const run = async (operation: string, flow: string, { options, ...more }: More, given: Given) =>
	await runNode({
		credentials: used.credentials,
		parameters: flowParameters(operation, flow, { ...more, options } as never),
		...given,
	});

/** Runs a flow so that it can be replayed. */
const record = async (operation: string, flow: string, more: More = {}, given: Given = {}) => {
	const session = { session: 'own', sessionId: SESSION, captureTrace: true, maxConcurrentFlows: 1 };
	const options = { ...session, ...more.options };
	return await run(operation, flow, { ...more, options }, given);
};

/** Replays it, and expects that nothing was run. */
const replay = async (operation: string, flow: string, more: More = {}, given: Given = {}) => {
	const before = runCalls(used.simulator).length;
	const options = { replaySession: SESSION, ...more.options };
	const result = await run(operation, flow, { ...more, options }, given);
	expect(runCalls(used.simulator)).toHaveLength(before);
	return result;
};

const messages = (...texts: string[]) => texts.map((text) => ({ json: { text } }));
const jsonOf = (items: INodeExecutionData[]) => items.map(({ json }) => json);
const field = (items: INodeExecutionData[], name: string) => items.map(({ json }) => json[name]);
const ids = () => used.simulator.executions.map(({ id }) => id);
const reads = () => used.simulator.calls.filter(({ path }) => path.includes('/sessions/'));

describe('a replay of Flow: Execute', () => {
	it.each([
		['one step', FLOWS.hello],
		['two steps', FLOWS.twoStep],
		['a loop', FLOWS.loop],
		['branches', FLOWS.parallel],
		['text alone', FLOWS.plainText],
		['a chat', FLOWS.chat],
		['a step that was tried twice', FLOWS.retried],
		['a long output', FLOWS.longOutput],
	])('returns what the flow returned, without a run: %s', async (_case, flow) => {
		const live = await record('execute', flow, { outputMode: 'raw' });
		const { items, hints } = await replay('execute', flow, { outputMode: 'raw' });
		expect(jsonOf(items)).toEqual(jsonOf(live.items));
		expect(hints?.map(({ message }) => message)).toEqual([
			'1 of the items were replayed from a recorded session. Nothing was run for them.',
		]);
	});

	it('needs no input, and asks no tool', async () => {
		const asked = jest.fn(async () => 'sunny');
		defineTool('weather', { name: 'get_weather', invoke: asked });
		const more = { toolCalls: 'connected' };
		const live = await record('execute', FLOWS.tools, more, { tools: ['weather'] });
		const { items } = await replay('execute', FLOWS.tools, { ...more, message: '' });
		expect(field(items, 'output')).toEqual(field(live.items, 'output'));
		expect(asked).toHaveBeenCalledTimes(1);
	});

	it('gives the recordings to the items in their order, in parallel', async () => {
		const texts = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
		const items = messages(...texts);
		await record('execute', FLOWS.hello, { message: '={{ $json.text }}' }, { items });
		for (const maxConcurrentFlows of [1, 3, 100]) {
			const replayed = await replay(
				'execute',
				FLOWS.hello,
				{ options: { maxConcurrentFlows } },
				{ items },
			);
			expect(field(replayed.items, 'output')).toEqual(texts.map((text) => `Hello: ${text}`));
			expect(replayed.items.map(({ pairedItem }) => pairedItem)).toEqual(
				texts.map((_text, item) => ({ item })),
			);
		}
		expect(reads()).toHaveLength(3);
	});

	it('counts each flow, each session and each operation by itself', async () => {
		await record('execute', FLOWS.hello, { message: 'first' });
		await record('stepThrough', FLOWS.hello, { message: 'step' });
		await record('execute', FLOWS.echo, { message: 'other' });
		await record('execute', FLOWS.hello, { message: 'second' });
		await record('execute', FLOWS.hello, { message: 'else', options: { sessionId: OTHER } });
		const item = (flow: string, session: string) => ({ json: { flow, session } });
		const { items } = await replay(
			'execute',
			'={{ $json.flow }}',
			{ options: { replaySession: '={{ $json.session }}' } },
			{
				items: [
					item(FLOWS.hello, SESSION),
					item(FLOWS.hello, OTHER),
					item(FLOWS.echo, SESSION),
					item(FLOWS.hello, SESSION),
				],
			},
		);
		expect(
			field(items, 'output').map((output) => (output as IDataObject).message ?? output),
		).toEqual(['Hello: first', 'Hello: else', 'other', 'Hello: second']);
	});

	it('leaves the places of items that fail alone', async () => {
		const items = messages('a', 'b', 'c');
		await record('execute', FLOWS.hello, { message: '={{ $json.text }}' }, { items });
		const outputMode = '={{ $json.text === "a" ? "wrong" : "simplified" }}';
		const replayed = await replay(
			'execute',
			FLOWS.hello,
			{ outputMode },
			{ items, onError: 'continueRegularOutput' },
		);
		expect(field(replayed.items, 'output')).toEqual([undefined, 'Hello: b', 'Hello: c']);
	});

	it('fails as the flow failed', async () => {
		const live = await record('execute', FLOWS.failingSecond);
		const { error } = await replay('execute', FLOWS.failingSecond);
		expect(error?.message).toBe(live.error?.message);
		expect(error?.context.executionId).toBe(ids()[0]);
		expect(error?.description).not.toContain('started by this execution');
	});

	it('sends its text to a caller who reads along', async () => {
		await record('execute', FLOWS.hello);
		const { chunks } = await replay('execute', FLOWS.hello, {}, { streaming: true });
		expect(chunks.map(({ content }) => content).join('')).toBe('Hello: Hi');
	});

	it('says what is recorded beyond what was asked for', async () => {
		await record('execute', FLOWS.hello, {}, { items: messages('a', 'b', 'c') });
		const { hints } = await replay('execute', FLOWS.hello);
		expect(hints?.map(({ message }) => message)).toContainEqual(
			expect.stringMatching(/has 2 more recordings of the flow hello-world by Flow: Execute/),
		);
	});

	it('says so if outputs were cut', async () => {
		await record('execute', FLOWS.hello);
		const [execution] = used.simulator.executions;
		const step = { stepId: 'step-1', status: 'completed', outputSnapshot: 'Hel', truncated: true };
		const recorded = { executionId: execution?.id, slug: 'hello-world', triggerType: 'execute' };
		const body = {
			sessionId: SESSION,
			executions: [{ ...recorded, status: 'completed', steps: [step] }],
		};
		used.simulator.addFault({ path: '/sessions/', kind: 'status', statusCode: 200, body });
		const { items, hints } = await replay('execute', FLOWS.hello);
		expect(field(items, 'output')).toEqual(['Hel']);
		expect(hints?.map(({ message }) => message)).toContainEqual(
			expect.stringMatching(
				/recorded only a part of the output of some steps, for 1 of the replayed items/,
			),
		);
	});
});

describe('a replay of Flow: Step Through', () => {
	const NOT_RECORDED = { name: null, tokens: null, costUsd: null };

	it.each([
		['one step', FLOWS.hello],
		['two steps', FLOWS.twoStep],
		['a loop', FLOWS.loop],
		['a step that was tried twice', FLOWS.retried],
	])('returns the steps as they were, without a run: %s', async (_case, flow) => {
		const live = await record('stepThrough', flow);
		for (const runRemaining of [false, true]) {
			const { items, error } = await replay('stepThrough', flow, { runRemaining });
			expect(error).toBeUndefined();
			expect(jsonOf(items)).toEqual(
				jsonOf(live.items).map((json) => ({
					...json,
					...NOT_RECORDED,
					durationMs: expect.anything(),
				})),
			);
		}
	});

	it('returns branches with the step that they are in', async () => {
		await record('stepThrough', FLOWS.parallel);
		const { items } = await replay('stepThrough', FLOWS.parallel);
		expect(items.map(({ json }) => [json.stepId, json.stepIndex])).toEqual([
			['step-1-1', 0],
			['step-1-2', 0],
			['step-1', 0],
			['step-2', 1],
		]);
	});

	it('returns events, and the last result', async () => {
		await record('stepThrough', FLOWS.twoStep);
		const events = await replay('stepThrough', FLOWS.twoStep, { returnMode: 'events' });
		expect(field(events.items, 'type')).toEqual([
			...['run_started', 'step_started', 'step_completed', 'step_paused'],
			...['step_started', 'step_completed', 'flow_completed'],
		]);
		const last = await replay('stepThrough', FLOWS.twoStep, { returnMode: 'last' });
		expect(jsonOf(last.items)).toMatchObject([
			{ executionId: ids()[0], status: 'completed', output: 'HI!', sessionId: SESSION },
		]);
	});

	it('stops after some steps, and continues at the cursor of an item', async () => {
		await record('stepThrough', FLOWS.twoStep, { message: 'one' });
		await record('stepThrough', FLOWS.twoStep, { message: 'two' });
		const first = await replay(
			'stepThrough',
			FLOWS.twoStep,
			{ options: { maxSteps: 1 } },
			{ items: messages('', '') },
		);
		expect(field(first.items, 'output')).toEqual(['ONE', 'TWO']);
		const rest = await replay(
			'stepThrough',
			FLOWS.twoStep,
			{ startAt: '={{ $json.cursor }}' },
			{ items: [...first.items].reverse().map(({ json }) => ({ json })) },
		);
		expect(field(rest.items, 'output')).toEqual(['TWO!', 'ONE!']);
	});

	it('leads to a step that can be run again with other settings', async () => {
		await record('stepThrough', FLOWS.twoStep);
		const { items } = await replay('stepThrough', FLOWS.twoStep);
		const startAt = '={{ $json.retryCursor }}';
		const inputOverrides = '{"step-1":{"text":"Other"}}';
		const again = await run(
			'stepThrough',
			FLOWS.twoStep,
			{ startAt, options: { inputOverrides } },
			{ items: items.slice(1).map(({ json }) => ({ json })) },
		);
		expect(field(again.items, 'output')).toEqual(['Other!']);
		expect(used.simulator.executions).toHaveLength(1);
	});

	it('fails at the step that failed, with its cursor', async () => {
		const live = await record('stepThrough', FLOWS.failingSecond);
		const { error } = await replay('stepThrough', FLOWS.failingSecond);
		expect(error?.message).toBe('The step step-2 failed: The block failed');
		expect(error?.context).toMatchObject({
			code: 'BLOCK_FAILED',
			executionId: ids()[0],
			cursor: live.error?.context.cursor,
		});
		expect(error?.description).not.toContain('started by this execution');
	});

	it('ends where the recording ends', async () => {
		await record('stepThrough', FLOWS.twoStep, { options: { maxSteps: 1 } });
		const { error } = await replay('stepThrough', FLOWS.twoStep);
		expect(error?.message).toBe('The recorded execution ends before this step');
		expect(error?.context).toMatchObject({
			code: 'REPLAY_UNFINISHED',
			cursor: { stepIndex: 1, accumulatedOutputs: { 'step-1': { text: 'HI' } } },
		});
		const { items } = await replay('stepThrough', FLOWS.twoStep, { options: { maxSteps: 1 } });
		expect(field(items, 'output')).toEqual(['HI']);
	});

	it('refuses a cursor of an execution that the session does not have', async () => {
		await record('stepThrough', FLOWS.twoStep);
		const startAt = '{"executionId":"other","stepIndex":1,"accumulatedOutputs":{}}';
		const { error } = await replay('stepThrough', FLOWS.twoStep, { startAt });
		expect(error?.message).toBe(
			'The session has no execution other of the flow two-step by Flow: Step Through',
		);
		expect(error?.context.code).toBe('REPLAY_MISS');
	});
});

const OPERATIONS = ['execute', 'stepThrough'];

describe.each(OPERATIONS)('a session that does not answer: %s', (operation) => {
	it('has no recording of the flow', async () => {
		await record('execute', FLOWS.echo);
		await record('stepThrough', FLOWS.echo);
		const { error } = await replay(operation, FLOWS.hello);
		expect(error?.message).toMatch(
			/^The session has no recording of the flow hello-world by Flow:/,
		);
		expect(error?.description).toContain(
			'The session has echo by Flow: Execute (1), echo by Flow: Step Through (1).',
		);
		expect(error?.description).toContain('Nothing was run.');
		expect(error?.context.code).toBe('REPLAY_MISS');
	});

	it('has fewer recordings than are asked for', async () => {
		await record(operation, FLOWS.hello);
		const { items } = await replay(
			operation,
			FLOWS.hello,
			{},
			{ items: messages('a', 'b', 'c'), onError: 'continueRegularOutput' },
		);
		const errors = field(items, 'error') as Array<IDataObject | undefined>;
		expect(errors.map((error) => error?.code)).toEqual([undefined, 'REPLAY_MISS', 'REPLAY_MISS']);
		expect(errors[2]?.message).toMatch(
			/^The session has 1 recordings of the flow hello-world by .* but number 3 was requested$/,
		);
		expect(errors[2]?.description).toContain('more often than when the session was recorded');
	});

	it('has no outputs', async () => {
		await record(operation, FLOWS.hello, { options: { captureTrace: false } });
		const { error } = await replay(operation, FLOWS.hello);
		expect(error?.message).toMatch(/^The outputs of the recorded execution were not kept/);
		expect(error?.description).toContain('with the capture mode metadata_only');
		expect(error?.context).toMatchObject({ code: 'REPLAY_NO_SNAPSHOTS', executionId: ids()[0] });
	});

	it('has the flow as a job, or without its name', async () => {
		const executions = [
			{ executionId: '1', slug: 'hello-world', triggerType: 'job', status: 'completed', steps: [] },
			{ executionId: '2', slug: null, triggerType: 'execute', status: 'completed', steps: [] },
		];
		const body = { sessionId: SESSION, executions };
		used.simulator.addFault({ path: '/sessions/', kind: 'status', statusCode: 200, body });
		const { error } = await replay(operation, FLOWS.hello);
		expect(error?.context.code).toBe('REPLAY_MISS');
		expect(error?.description).toContain('as a job in this session, and jobs cannot be replayed');
		expect(error?.description).toContain('1 of its executions are of flows that were deleted');
	});

	it.each<[string, () => unknown, RegExp, string | null]>([
		['is unknown', () => {}, /^This session was not found in Noukai \[404\]/, 'SESSION_NOT_FOUND'],
		[
			'has expired',
			() => (used.simulator.settings.sessionsExpired = true),
			/^The session has expired/,
			'SESSION_EXPIRED',
		],
		[
			'is of another project',
			async () => await record(operation, FLOWS.hello),
			/^The session belongs to another organization or project/,
			'FORBIDDEN',
		],
		[
			'has an ID that Noukai refuses',
			() => used.simulator.addFault({ path: '/sessions/', kind: 'status', statusCode: 400 }),
			/^Noukai did not accept this session ID \[400\]/,
			null,
		],
		[
			'has another form',
			() =>
				used.simulator.addFault({
					path: '/sessions/',
					kind: 'status',
					statusCode: 200,
					body: { sessionId: SESSION, executions: 'none' },
				}),
			/^Noukai returned a session that cannot be read/,
			null,
		],
	])(
		'%s: each item says so, and the session is read once',
		async (_case, prepare, message, code) => {
			await prepare();
			const isForeign = code === 'FORBIDDEN';
			const { items } = await replay(
				operation,
				FLOWS.hello,
				{},
				{
					items: messages('a', 'b', 'c'),
					onError: 'continueRegularOutput',
					...(isForeign && { credentials: { ...used.credentials, apiKey: KEYS.b } }),
				},
			);
			const errors = field(items, 'error') as IDataObject[];
			expect(errors).toHaveLength(3);
			for (const error of errors) {
				expect(error.message).toMatch(message);
				expect(error.code).toBe(code);
				expect(error.httpCode).toMatch(/^\d+$/);
				expect(error.description).toBe(errors[0]?.description);
			}
			expect(reads()).toHaveLength(1);
		},
	);

	it('is read again after a 503', async () => {
		await record(operation, FLOWS.hello);
		used.simulator.addFault({ path: '/sessions/', kind: 'status', statusCode: 503, times: 2 });
		const { items } = await replay(operation, FLOWS.hello);
		expect(field(items, 'output')).toEqual(['Hello: Hi']);
	});

	it('must be named by a UUID', async () => {
		const { error } = await replay(operation, FLOWS.hello, { options: { replaySession: 'mine' } });
		expect(error?.message).toBe('Replay Session must be a UUID, not "mine"');
		expect(used.simulator.calls).toHaveLength(0);
	});
});

describe('a replay of Flow: Resume', () => {
	const tools = [{ type: 'function', function: { name: 'get_weather' } }];
	const handOut = { toolCalls: 'handOut', toolDefinitions: JSON.stringify(tools) };
	const results = { resultMode: 'json', toolResultsJson: '{"call_1_1":"sunny"}' };

	it('returns the recorded end of the execution', async () => {
		const { items } = await record('execute', FLOWS.tools, handOut);
		const live = await run('resume', '', { resume: '={{ $json.resume }}', ...results }, { items });
		const { items: replayed } = await replay(
			'resume',
			'',
			{ resume: '={{ $json.resume }}' },
			{ items: items.map(({ json }) => ({ json })) },
		);
		expect(jsonOf(replayed)).toEqual(jsonOf(live.items));
	});

	it('refuses an execution that the session does not have, or not to its end', async () => {
		const { items } = await record('execute', FLOWS.tools, handOut);
		const resume = items[0]?.json.resume as IDataObject;
		const again = async (executionId: unknown) =>
			await replay('resume', '', { resume: JSON.stringify({ ...resume, executionId }) });
		expect((await again('other')).error?.message).toBe(
			'The session has no execution other of the flow tools-enabled by Flow: Execute',
		);
		expect((await again(resume.executionId)).error?.context.code).toBe('REPLAY_UNFINISHED');
	});
});

describe.each([
	['job', 'submit'],
	['flow', 'executeAsJobAndWait'],
])('a replay of %s: %s', (resource, operation) => {
	it('is refused before anything is run', async () => {
		await record('execute', FLOWS.hello);
		const { error } = await replay(operation, FLOWS.hello, { resource });
		expect(error?.message).toMatch(/^Replay Session does not work for jobs, which Noukai records/);
		expect(error?.context.code).toBe('REPLAY_NOT_SUPPORTED');
		expect(used.simulator.executions).toHaveLength(1);
	});
});
