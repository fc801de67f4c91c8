import { nodeIdOf, WORKFLOWS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, finish, json, runWhen, startRun, type RunBody } from './support/client';

const used = useSimulator();

const ECHO_RUNS = `/v1/workflows/${WORKFLOWS.echo}/runs`;

describe('life of a run (contract 2.1)', () => {
	it('goes from queued over running to completed', async () => {
		const slow = await startRun(used.simulator, 'slow', { Milliseconds: 60_000 });
		expect(slow).toMatchObject({ status: 'queued', output: {}, finished_at: null, progress: 0 });
		expect(await runWhen(used.simulator, slow, ['running'])).toMatchObject({ output: {} });
		const run = await finish(used.simulator, 'slow', { Milliseconds: 60 });
		expect(run).toMatchObject({
			status: 'completed',
			output: { Result: 'slept 60 ms' },
			progress: 100,
			finished_at: expect.stringMatching(/Z$/),
		});
		const statuses = used.simulator.runs[1]?.log.all.flatMap(({ type, data }) =>
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
		used.simulator.settings.runErrorField = runErrorField;
		const run = await finish(used.simulator, 'fail', { Message: 'boom' });
		expect(run).toMatchObject({ status: 'failed', ...expected });
		expect(JSON.stringify({ ...run, input: {} }).includes('boom')).toBe(runErrorField !== 'none');
	});

	it('waits for a person and continues after the answer', async () => {
		const run = await startRun(used.simulator, 'askHuman');
		await runWhen(used.simulator, run, ['awaiting_human_feedback']);
		const path = `/_simulator/runs/${run.id}/answer`;
		const answer = await call(used.simulator, path, { method: 'POST', body: { answer: 'go' } });
		expect(answer.status).toBe(200);
		expect((await runWhen(used.simulator, run)).output).toEqual({ Answer: 'go' });
		expect((await call(used.simulator, path, { method: 'POST' })).status).toBe(400);
	});

	it.each(['slow', 'askHuman'] as const)('stops %s', async (workflow) => {
		const run = await startRun(used.simulator, workflow, { Milliseconds: 60_000 });
		await runWhen(used.simulator, run, ['running', 'awaiting_human_feedback']);
		const stop = call(used.simulator, `/v1/runs/${run.id}/stop`, { method: 'POST' });
		expect(await json<RunBody>(stop)).toMatchObject({ id: run.id, status: 'stopped', output: {} });
		expect((await runWhen(used.simulator, run)).status).toBe('stopped');
	});

	it.each([
		['unchanged', 200],
		['400', 400],
		['404', 404],
		['409', 409],
	] as const)('stop of a finished run: %s (row 22)', async (mode, status) => {
		used.simulator.settings.stopFinishedMode = mode;
		const { id } = await finish(used.simulator, 'echo');
		const response = await call(used.simulator, `/v1/runs/${id}/stop`, { method: 'POST' });
		expect(response.status).toBe(status);
		expect(used.simulator.runs[0]?.status).toBe('completed');
	});

	it('leaves the output out of GET /v1/runs/{id} (contract 2.5)', async () => {
		const { id } = await finish(used.simulator, 'echo', { Text: 'a' });
		const run = await json<RunBody>(call(used.simulator, `/v1/runs/${id}`));
		expect(run).toMatchObject({ id, workflow_id: WORKFLOWS.echo, input: { Text: 'a' } });
		expect(run).not.toHaveProperty('output');
		const wrongWorkflow = `/v1/workflows/${WORKFLOWS.slow}/runs/${id}`;
		expect((await call(used.simulator, wrongWorkflow)).status).toBe(404);
	});

	it('has switches for null output, naive dates and 201 (rows 24, 28, 29)', async () => {
		Object.assign(used.simulator.settings, {
			nullOutput: true,
			dateStyle: 'naive',
			httpCreatedStatus: 201,
		});
		const response = await call(used.simulator, ECHO_RUNS, { method: 'POST', body: { input: {} } });
		expect(response.status).toBe(201);
		expect(await json<RunBody>(response)).toMatchObject({
			output: null,
			created_at: expect.stringMatching(/\.\d{6}$/),
		});
	});

	it('runs only what node_ids or single_node_id select (contract 2.2)', async () => {
		const only = { node_ids: [nodeIdOf(WORKFLOWS.echo, 'Output Text')] };
		const run = await finish(used.simulator, 'echo', { Text: 'a', Number: 1 }, only);
		expect(run.output).toEqual({ Text: 'a' });
		const one = { single_node_id: nodeIdOf(WORKFLOWS.echo, 'Worker') };
		expect((await finish(used.simulator, 'echo', { Text: 'a' }, one)).output).toEqual({});
	});
});
