import { VERSIONS, WORKFLOWS, nodeIdOf } from '../../../simulator/noxus';
import { runNode } from '../support/engine';
import { callsTo } from '../support/noxusCalls';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const run = async (operation: string, workflowId: string, input: object, options = {}) =>
	await runNode({
		credentials: used.credentials,
		parameters: runParameters(operation, workflowId, { ...jsonInput(input), options }),
	});

describe('Run: Create', () => {
	it('starts a run and returns it at once', async () => {
		const { items } = await run('create', WORKFLOWS.slow, { Milliseconds: 5_000 });
		expect(items[0]?.json).toEqual({
			runId: used.simulator.runs[0]?.id,
			workflowId: WORKFLOWS.slow,
			workflowName: 'Slow',
			status: 'queued',
			output: expect.anything(),
			errorMessage: null,
			progress: 0,
			createdAt: expect.stringMatching(/Z$/),
			startedAt: null,
			finishedAt: null,
			durationMs: null,
		});
		expect(used.simulator.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
			// To check the inputs.
			`GET /v1/workflows/${WORKFLOWS.slow}`,
			`POST /v1/workflows/${WORKFLOWS.slow}/runs`,
		]);
	});

	it('sends only what is set', async () => {
		await run('create', WORKFLOWS.echo, { Text: 'a' });
		expect(used.simulator.runs[0]?.createBody).toEqual({ input: { Text: 'a' } });
	});

	it('sends every field of the API', async () => {
		const nodeId = nodeIdOf(WORKFLOWS.echo, 'Input Text');
		const parameters = runParameters('create', WORKFLOWS.echo, {
			...jsonInput({}),
			callback: 'url',
			callbackUrl: 'https://n8n.example.com/webhook/1',
			options: {
				workflowVersionId: VERSIONS.echo[0],
				nodeIds: `${nodeId}, second`,
				singleNodeId: nodeId,
				tracing: true,
				groupId: 'a0000000-0000-4000-8000-00000000000a',
				debugger: 'session-1',
			},
		});
		const { error } = await runNode({ credentials: used.credentials, parameters });
		expect(error).toBeUndefined();
		expect(used.simulator.runs[0]?.createBody).toEqual({
			input: {},
			callback_url: 'https://n8n.example.com/webhook/1',
			workflow_version_id: VERSIONS.echo[0],
			node_ids: [nodeId, 'second'],
			single_node_id: nodeId,
			tracing: true,
			group_id: 'a0000000-0000-4000-8000-00000000000a',
			debugger: 'session-1',
		});
	});
});

describe('Run: Create Sync', () => {
	it.each(['schema', 'run'] as const)('takes the answer in the shape "%s"', async (syncShape) => {
		used.simulator.settings.syncShape = syncShape;
		const { items } = await run('createSync', WORKFLOWS.echo, { Text: 'hi' });
		expect(items[0]?.json).toMatchObject({
			runId: used.simulator.runs[0]?.id,
			workflowId: WORKFLOWS.echo,
			status: 'completed',
			output: { Text: 'hi' },
		});
	});

	it('asks for the output alone', async () => {
		const { items } = await run('createSync', WORKFLOWS.echo, { Text: 'hi' }, { outputOnly: true });
		expect(items[0]?.json).toMatchObject({ runId: null, status: null, output: { Text: 'hi' } });
		const [call] = callsTo(used.simulator, /\/sync$/, 'POST');
		expect(call?.query).toEqual({ output_only: 'true' });
	});

	it('asks for outputs keyed by node id', async () => {
		const { items } = await run(
			'createSync',
			WORKFLOWS.echo,
			{ Text: 'hi' },
			{ useOutputIds: true },
		);
		const nodeId = nodeIdOf(WORKFLOWS.echo, 'Output Text');
		expect(items[0]?.json.output).toEqual({ [nodeId]: 'hi' });
	});

	it.each(['run', 'emptyOutput'] as const)(
		'notices a failed run answered as "%s"',
		async (mode) => {
			used.simulator.settings.syncFailMode = mode;
			const { error } = await run('createSync', WORKFLOWS.fail, { Message: 'No such page' });
			expect(error?.message).toBe('The Noxus run failed: No such page');
		},
	);

	it.each(['504', '408'] as const)(
		'says that the run may continue when cut with %s',
		async (mode) => {
			Object.assign(used.simulator.settings, { syncTimeoutMs: 50, syncTimeoutMode: mode });
			const { error } = await run('createSync', WORKFLOWS.slow, { Milliseconds: 400 });
			expect(error?.message).toMatch(`[${mode}]`);
			expect(error?.description).toMatch(/may have started anyway. Check Run: Get Many/);
			expect(used.simulator.runs).toHaveLength(1);
		},
	);

	it('hands on the run that is not done at the cut', async () => {
		Object.assign(used.simulator.settings, { syncTimeoutMs: 50, syncTimeoutMode: 'run' });
		const { items } = await run('createSync', WORKFLOWS.slow, { Milliseconds: 5_000 });
		expect(items[0]?.json).toMatchObject({ status: 'running', waitTimedOut: true });
	});
});

describe('Run: Get', () => {
	const get = async (runId: string | undefined, workflowId = '') =>
		await runNode({
			credentials: used.credentials,
			parameters: {
				resource: 'run',
				operation: 'get',
				runId: runId ?? '',
				workflowId: { __rl: true, mode: 'id', value: workflowId },
				outputMode: 'raw',
			},
		});

	it.each([
		['by run and workflow id', WORKFLOWS.echo as string, 1],
		['by run id alone, looking up the workflow', '', 2],
	])('reads a run with its output %s', async (_case, workflowId, calls) => {
		await run('createAndWait', WORKFLOWS.echo, { Text: 'hi' });
		const before = used.simulator.calls.length;
		const { items, error } = await get(used.simulator.runs[0]?.id, workflowId);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'completed', output: { Text: 'hi' } });
		expect(used.simulator.calls.length - before).toBe(calls);
	});

	it('gives a failed run as a result, with the reason', async () => {
		await run('createAndWait', WORKFLOWS.fail, { Message: 'No such page' });
		const { items, error } = await get(used.simulator.runs[0]?.id);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ status: 'failed', errorMessage: 'No such page' });
	});

	it('says that the run is not known', async () => {
		const { error } = await get('3c90c3cc-0d44-4b50-8888-8dd25736052a');
		expect(error?.message).toMatch(/^Run .* was not found in this Noxus workspace \[404\]$/);
		expect(error?.description).toMatch(/API key .* is for its workspace/);
	});
});
