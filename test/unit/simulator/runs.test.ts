import { nodeIdOf, VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, finish, json, startRun } from './support/client';

const used = useSimulator();

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
		const response = await call(used.simulator, ECHO_RUNS, { method: 'POST', body });
		expect(response.status).toBe(422);
		const { detail } = await json<{ detail: unknown[] }>(response);
		const problem = { loc, msg: expect.any(String), type: expect.any(String) };
		expect(detail).toEqual([expect.objectContaining(problem)]);
		expect(used.simulator.runs).toHaveLength(0);
	});

	it('takes a callback_url of 2083 characters, nulls and unknown fields', async () => {
		const callback_url = `http://127.0.0.1:9/${'c'.repeat(2064)}`;
		const nulls = { workflow_version_id: null, node_ids: null, single_node_id: null };
		await startRun(used.simulator, 'echo', {}, { callback_url, ...nulls, surprise: 1 });
		expect(used.simulator.runs[0]?.createBody).toEqual({
			input: {},
			callback_url,
			...nulls,
			surprise: 1,
		});
	});

	it('gives 404 for an unknown version, and uses a known one', async () => {
		const input = { Text: 'a', Number: 1 };
		const body = { input, workflow_version_id: WORKFLOWS.echo };
		expect((await call(used.simulator, ECHO_RUNS, { method: 'POST', body })).status).toBe(404);
		const version = { workflow_version_id: VERSIONS.echo[0] };
		expect((await finish(used.simulator, 'echo', input, version)).output).toEqual({ Text: 'a' });
	});

	it.each([
		['label', 'Text'],
		['node id', TEXT_NODE],
		['node id and input name', `${TEXT_NODE}::input`],
	])('takes an input by %s', async (_name, key) => {
		const run = await finish(used.simulator, 'echo', { [key]: 'hello' });
		expect(run.output).toEqual({ Text: 'hello' });
	});

	it('refuses unknown and missing inputs only when strict (row 17)', async () => {
		await finish(used.simulator, 'fixedInput', { Tpoic: 'tea' });
		used.simulator.settings.strictInputs = true;
		const body = { input: { Tpoic: 'tea' } };
		const path = `/v1/workflows/${WORKFLOWS.fixedInput}/runs`;
		const response = await call(used.simulator, path, { method: 'POST', body });
		const { detail } = await json<{ detail: Array<{ loc: string[] }> }>(response);
		const named = detail.map(({ loc }) => loc.at(-1));
		// Tone has a built-in value.
		expect(named).toEqual(['Tpoic', 'Topic']);
	});
});

describe('a run whose end is not shown yet (row 3)', () => {
	it.each(['echo', 'fail'] as const)('reads as one that continues: %s', async (workflow) => {
		const run = await finish(used.simulator, workflow, { Text: 'a', Message: 'b' });
		const reads = [`/v1/workflows/${WORKFLOWS[workflow]}/runs/${run.id}`, `/v1/runs/${run.id}`];
		used.simulator.settings.runReadLagMs = 3_600_000;
		for (const path of reads) {
			const behind = await json<object>(call(used.simulator, path));
			expect(behind).toMatchObject({ status: 'running', finished_at: null });
			expect(behind).not.toHaveProperty('error_message');
			expect(JSON.stringify(behind)).not.toContain('"output":{"Text"');
		}
		used.simulator.settings.runReadLagMs = 0;
		expect(await json(call(used.simulator, reads[0] as string))).toEqual(run);
	});
});
