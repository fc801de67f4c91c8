import { nodeIdOf, WORKFLOWS } from '../../../simulator/noxus';
import { useSimulator } from '../../engine/support/simulator';
import { call, eventually, json, type RunBody } from './support/client';

const used = useSimulator();

async function sync(
	workflow: keyof typeof WORKFLOWS,
	input: Record<string, unknown> = {},
	query = '',
): Promise<Response> {
	const path = `/v1/workflows/${WORKFLOWS[workflow]}/runs/sync${query}`;
	return await call(used.simulator, path, { method: 'POST', body: { input } });
}

const OUTPUT = { Text: 'a' };
const BY_NODE_ID = { [nodeIdOf(WORKFLOWS.echo, 'Output Text')]: 'a' };
const ID = expect.stringMatching(/^[0-9a-f-]{36}$/);

describe('sync runs (contract 2.3)', () => {
	it.each([
		['schema', '', { id: ID, output: OUTPUT }],
		['schema', '?use_output_ids=true', { id: ID, output: BY_NODE_ID }],
		['schema', '?output_only=true', OUTPUT],
		['schema', '?output_only=1&use_output_ids=yes', BY_NODE_ID],
		['run', '', expect.objectContaining({ status: 'completed', output: OUTPUT })],
		['outputOnly', '', OUTPUT],
	] as const)('answers in the shape %s to %s (row 2)', async (syncShape, query, expected) => {
		used.simulator.settings.syncShape = syncShape;
		expect(await json(sync('echo', { Text: 'a' }, query))).toEqual(expected);
		expect(used.simulator.runs.map(({ request }) => request.mode)).toEqual(['sync']);
	});

	it.each(['?output_only=perhaps', '?use_output_ids='])('refuses %s', async (query) => {
		expect((await sync('echo', {}, query)).status).toBe(422);
		expect(used.simulator.runs).toHaveLength(0);
	});

	it.each([
		['504', 504],
		['408', 408],
		['run', 200],
	] as const)('is cut with %s, and the run continues (row 1)', async (mode, status) => {
		Object.assign(used.simulator.settings, { syncTimeoutMs: 20, syncTimeoutMode: mode });
		const response = await sync('slow', { Milliseconds: 80 });
		expect(response.status).toBe(status);
		if (mode === 'run') expect(await json<RunBody>(response)).toMatchObject({ status: 'running' });
		await eventually(() => used.simulator.runs[0]?.status === 'completed');
	});

	it.each([
		['500', 500, { detail: 'boom' }],
		['run', 200, expect.objectContaining({ status: 'failed', error_message: 'boom' })],
		['emptyOutput', 200, { id: ID, output: {} }],
	] as const)('answers a failed run with %s (row 1)', async (mode, status, body) => {
		used.simulator.settings.syncFailMode = mode;
		const response = await sync('fail', { Message: 'boom' });
		expect(response.status).toBe(status);
		expect(await response.json()).toEqual(body);
	});

	it.each([
		['block', 504],
		['500', 500],
		['run', 200],
		['emptyOutput', 200],
	] as const)('answers a run that asks a person with %s (row 1)', async (mode, status) => {
		const syncTimeoutMs = mode === 'block' ? 200 : 60_000;
		Object.assign(used.simulator.settings, { syncTimeoutMs, syncPausedMode: mode });
		expect((await sync('askHuman')).status).toBe(status);
		await eventually(() => used.simulator.runs[0]?.status === 'awaiting_human_feedback');
	});
});
