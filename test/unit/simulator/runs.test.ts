import { nodeIdOf, startSimulator, VERSIONS, WORKFLOWS, type Simulator } from '../../../simulator';
import { call, finish, json, runWhen, startRun, type RunBody } from './client';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await startSimulator();
});
afterAll(async () => await simulator.close());
afterEach(() => simulator.reset());

const ECHO_RUNS = `/v1/workflows/${WORKFLOWS.echo}/runs`;
const TEXT_NODE = nodeIdOf(WORKFLOWS.echo, 'Input Text');

describe('create (contract 2.2)', () => {
	it.each([
		['no body', undefined, ['body']],
		['a list', [], ['body']],
		['no input', {}, ['body', 'input']],
		['input null', { input: null }, ['body', 'input']],
		['input text', { input: 'hello' }, ['body', 'input']],
		['an empty callback_url', { input: {}, callback_url: '' }, ['body', 'callback_url']],
		['an ftp callback_url', { input: {}, callback_url: 'ftp://a.b/c' }, ['body', 'callback_url']],
		['a relative callback_url', { input: {}, callback_url: '/c' }, ['body', 'callback_url']],
		[
			'a callback_url of 2084 characters',
			{ input: {}, callback_url: `http://a.b/${'c'.repeat(2073)}` },
			['body', 'callback_url'],
		],
		[
			'a version that is no UUID',
			{ input: {}, workflow_version_id: '1' },
			['body', 'workflow_version_id'],
		],
		['node_ids text', { input: {}, node_ids: 'a' }, ['body', 'node_ids']],
		['tracing text', { input: {}, tracing: 'a' }, ['body', 'tracing']],
	])('refuses %s', async (_name, body, loc) => {
		const response = await call(simulator, ECHO_RUNS, { method: 'POST', body });
		expect(response.status).toBe(422);
		const { detail } = await json<{ detail: unknown[] }>(response);
		const problem = { loc, msg: expect.any(String), type: expect.any(String) };
		expect(detail).toEqual([problem]);
		expect(simulator.runs).toHaveLength(0);
	});

	it('takes a callback_url of 2083 characters, nulls and unknown fields', async () => {
		const callback_url = `http://127.0.0.1:9/${'c'.repeat(2064)}`;
		const nulls = { workflow_version_id: null, node_ids: null, single_node_id: null };
		await startRun(simulator, 'echo', {}, { callback_url, ...nulls, surprise: 1 });
		expect(simulator.runs[0]?.createBody).toEqual({
			input: {},
			callback_url,
			...nulls,
			surprise: 1,
		});
	});

	it('gives 404 for an unknown version, and uses a known one', async () => {
		const input = { Text: 'a', Number: 1 };
		const body = { input, workflow_version_id: WORKFLOWS.echo };
		expect((await call(simulator, ECHO_RUNS, { method: 'POST', body })).status).toBe(404);
		const version = { workflow_version_id: VERSIONS.echo[0] };
		expect((await finish(simulator, 'echo', input, version)).output).toEqual({ Text: 'a' });
	});

	it.each([
		['label', 'Text'],
		['node id', TEXT_NODE],
		['node id and input name', `${TEXT_NODE}::input`],
	])('takes an input by %s', async (_name, key) => {
		const run = await finish(simulator, 'echo', { [key]: 'hello' });
		expect(run.output).toEqual({ Text: 'hello' });
	});

	it('refuses unknown and missing inputs only when strict (row 17)', async () => {
		await finish(simulator, 'fixedInput', { Tpoic: 'tea' });
		simulator.settings.strictInputs = true;
		const body = { input: { Tpoic: 'tea' } };
		const path = `/v1/workflows/${WORKFLOWS.fixedInput}/runs`;
		const response = await call(simulator, path, { method: 'POST', body });
		const { detail } = await json<{ detail: Array<{ loc: string[] }> }>(response);
		const named = detail.map(({ loc }) => loc.at(-1));
		// Tone has a built-in value.
		expect(named).toEqual(['Tpoic', 'Topic']);
	});
});

describe('life of a run (contract 2.1)', () => {
	it('goes from queued over running to completed', async () => {
		const slow = await startRun(simulator, 'slow', { Milliseconds: 60_000 });
		expect(slow).toMatchObject({ status: 'queued', output: {}, finished_at: null, progress: 0 });
		expect(await runWhen(simulator, slow, ['running'])).toMatchObject({ output: {} });
		const run = await finish(simulator, 'slow', { Milliseconds: 60 });
		expect(run).toMatchObject({
			status: 'completed',
			output: { Result: 'slept 60 ms' },
			progress: 100,
			finished_at: expect.stringMatching(/Z$/),
		});
		const statuses = simulator.runs[1]?.log.all.flatMap(({ type, data }) =>
			type === 'state' ? [data.status] : [],
		);
		expect(statuses).toEqual(['queued', 'running', 'completed']);
	});

	it.each([
		['error_message', { error_message: 'boom' }],
		['error', { error: 'boom' }],
		['run_logs', { progress_details: expect.objectContaining({ run_logs: expect.anything() }) }],
		['none', {}],
	] as const)('fails with the message in %s (row 9)', async (runErrorField, expected) => {
		simulator.settings.runErrorField = runErrorField;
		const run = await finish(simulator, 'fail', { Message: 'boom' });
		expect(run).toMatchObject({ status: 'failed', ...expected });
		expect(JSON.stringify({ ...run, input: {} }).includes('boom')).toBe(runErrorField !== 'none');
	});

	it('waits for a person and goes on after the answer', async () => {
		const run = await startRun(simulator, 'askHuman');
		await runWhen(simulator, run, ['awaiting_human_feedback']);
		const path = `/_simulator/runs/${run.id}/answer`;
		const answer = await call(simulator, path, { method: 'POST', body: { answer: 'go' } });
		expect(answer.status).toBe(200);
		expect((await runWhen(simulator, run)).output).toEqual({ Answer: 'go' });
		expect((await call(simulator, path, { method: 'POST' })).status).toBe(400);
	});

	it.each(['slow', 'askHuman'] as const)('stops %s', async (workflow) => {
		const run = await startRun(simulator, workflow, { Milliseconds: 60_000 });
		await runWhen(simulator, run, ['running', 'awaiting_human_feedback']);
		const stop = call(simulator, `/v1/runs/${run.id}/stop`, { method: 'POST' });
		expect(await json<RunBody>(stop)).toMatchObject({ id: run.id, status: 'stopped', output: {} });
		expect((await runWhen(simulator, run)).status).toBe('stopped');
	});

	it.each([
		['unchanged', 200],
		['400', 400],
		['404', 404],
		['409', 409],
	] as const)('stop of a finished run: %s (row 22)', async (mode, status) => {
		simulator.settings.stopFinishedMode = mode;
		const { id } = await finish(simulator, 'echo');
		const response = await call(simulator, `/v1/runs/${id}/stop`, { method: 'POST' });
		expect(response.status).toBe(status);
		expect(simulator.runs[0]?.status).toBe('completed');
	});

	it('leaves the output out of GET /v1/runs/{id} (contract 2.5)', async () => {
		const { id } = await finish(simulator, 'echo', { Text: 'a' });
		const run = await json<RunBody>(call(simulator, `/v1/runs/${id}`));
		expect(run).toMatchObject({ id, workflow_id: WORKFLOWS.echo, input: { Text: 'a' } });
		expect(run).not.toHaveProperty('output');
		const wrongWorkflow = `/v1/workflows/${WORKFLOWS.slow}/runs/${id}`;
		expect((await call(simulator, wrongWorkflow)).status).toBe(404);
	});

	it('has switches for null output, naive dates and 201 (rows 24, 28, 29)', async () => {
		Object.assign(simulator.settings, {
			nullOutput: true,
			dateStyle: 'naive',
			httpCreatedStatus: 201,
		});
		const response = await call(simulator, ECHO_RUNS, { method: 'POST', body: { input: {} } });
		expect(response.status).toBe(201);
		expect(await json<RunBody>(response)).toMatchObject({
			output: null,
			created_at: expect.stringMatching(/\.\d{6}$/),
		});
	});

	it('runs only what node_ids or single_node_id select (contract 2.2)', async () => {
		const only = { node_ids: [nodeIdOf(WORKFLOWS.echo, 'Output Text')] };
		const run = await finish(simulator, 'echo', { Text: 'a', Number: 1 }, only);
		expect(run.output).toEqual({ Text: 'a' });
		const one = { single_node_id: nodeIdOf(WORKFLOWS.echo, 'Worker') };
		expect((await finish(simulator, 'echo', { Text: 'a' }, one)).output).toEqual({});
	});
});
