import { FLOWS, UNTIL_HURRIED_MS } from '../../../../simulator/noukai';
import { waitUntil } from '../../support/waitUntil';
import { runNode } from '../support/engine';
import { jobParameters, runCalls, useNoukai } from '../support/noukai';

const used = useNoukai();

const run = async (operation: string, flow: string, more = {}) =>
	await runNode({
		credentials: used.credentials,
		onError: 'continueRegularOutput',
		parameters: jobParameters(operation, flow, more),
	});

/** The ID of a job that was submitted just now, without the node. */
async function submitted(flow: string, parameters = {}): Promise<string> {
	const response = await fetch(`${used.simulator.url}/seq/${flow}/jobs`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${used.credentials.apiKey}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ message: 'Hi', parameters }),
	});
	return ((await response.json()) as { executionId: string }).executionId;
}

const untilOver = async () =>
	await waitUntil(() => used.simulator.executions.every(({ isOver }) => isOver));
const only = () => used.simulator.executions[0];
const reads = () => used.simulator.calls.filter(({ method }) => method === 'GET');
const errorOf = ({ items }: Awaited<ReturnType<typeof run>>) =>
	items[0]?.json.error as Record<string, unknown>;

describe('Job: Submit', () => {
	it('starts a job and returns its ID', async () => {
		const { items, error } = await run('submit', FLOWS.slow);
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					executionId: only()?.id,
					flow: FLOWS.slow,
					flowId: expect.any(String) as string,
					status: 'started',
					output: null,
					errorMessage: null,
					blockCount: 1,
					sessionId: null,
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(only()?.start.trigger).toBe('job');
		expect(runCalls(used.simulator)[0]?.body).toEqual({ message: 'Hi' });
	});

	it.each<[string, object, RegExp]>([
		['draft', { version: 'draft' }, /\/versions\/v0\/jobs$/],
		['number', { version: 'number', versionNumber: 2 }, /\/versions\/v2\/jobs$/],
		['production', {}, /\/versions\/jobs$/],
	])('submits the chosen version: %s', async (_case, more, path) => {
		await run('submit', FLOWS.versions, more);
		expect(runCalls(used.simulator)[0]?.path).toMatch(path);
	});

	it('sends what Flow: Execute would send, and the session', async () => {
		const sessionId = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
		const { items } = await run('submit', FLOWS.echo, {
			parameterMode: 'json',
			parametersJson: '{"topic":"n8n"}',
			options: {
				blockOverrides: '{"step-1":{"temperature":0}}',
				captureTrace: true,
				session: 'own',
				sessionId,
			},
		});
		const [call] = runCalls(used.simulator);
		expect(call?.sessionId).toBe(sessionId);
		expect(items[0]?.json.sessionId).toBe(sessionId);
		expect(call?.body).toEqual({
			message: 'Hi',
			parameters: { topic: 'n8n' },
			blockOverrides: { 'step-1': { temperature: 0 } },
			trace: true,
		});
	});

	it('accepts the 200 of other servers as well', async () => {
		used.simulator.settings.jobStatusCode = 200;
		const { items } = await run('submit', FLOWS.hello);
		expect(items[0]?.json).toMatchObject({ executionId: only()?.id, status: 'started' });
	});

	it('treats an answer without an ID as one that may have started a job', async () => {
		const fault = { kind: 'status', statusCode: 202, body: { status: 'started' } } as const;
		used.simulator.addFault({ path: '/jobs$', ...fault });
		const { description } = errorOf(await run('submit', FLOWS.hello));
		expect(description).toContain('Noukai may have run it anyway');
		expect(runCalls(used.simulator)).toHaveLength(1);
	});

	it('names the jobs of an execution in which an item failed', async () => {
		const { error } = await runNode({
			credentials: used.credentials,
			items: [FLOWS.hello, 'acme/demo/status-400'].map((flow) => ({ json: { flow } })),
			parameters: jobParameters('submit', '={{ $json.flow }}', {
				options: { maxConcurrentFlows: 1 },
			}),
		});
		expect(error?.description).toContain(`Jobs started by this execution: ${only()?.id}.`);
	});
});

describe('Job: Get', () => {
	it('returns the result of a job', async () => {
		const executionId = await submitted(FLOWS.hello);
		await untilOver();
		const { items } = await run('get', FLOWS.hello, { executionId });
		expect(items[0]?.json).toEqual({
			executionId,
			flow: FLOWS.hello,
			flowId: null,
			status: 'completed',
			output: 'Hello: Hi',
			errorMessage: null,
			blockCount: null,
			sessionId: null,
		});
	});

	it('leaves the result as it is if that is chosen', async () => {
		const executionId = await submitted(FLOWS.hello);
		await untilOver();
		const { items } = await run('get', FLOWS.hello, { executionId, outputMode: 'raw' });
		expect(items[0]?.json.output).toEqual({ text: 'Hello: Hi' });
	});

	it('returns a job that still runs at once', async () => {
		const executionId = await submitted(FLOWS.slow, { milliseconds: UNTIL_HURRIED_MS });
		const { items } = await run('get', FLOWS.slow, { executionId });
		expect(items[0]?.json.status).toMatch(/^(pending|running)$/);
		expect(items[0]?.json.output).toBeNull();
		expect(reads()).toHaveLength(1);
	});

	it('returns a failed job as an item', async () => {
		const executionId = await submitted(FLOWS.failing, { error: 'No luck' });
		await untilOver();
		const { items } = await run('get', FLOWS.failing, { executionId });
		expect(items[0]?.json).toMatchObject({ status: 'failed', errorMessage: 'No luck' });
	});

	it('waits for a job that Noukai does not know yet', async () => {
		used.simulator.settings.jobAppearsAfterMs = 4_500;
		const executionId = await submitted(FLOWS.hello);
		const { items } = await run('get', FLOWS.hello, { executionId });
		expect(items[0]?.json).toMatchObject({ executionId, status: 'completed' });
		expect(reads().length).toBeGreaterThan(1);
	});

	it('reports a job that Noukai does not know after 5 seconds', async () => {
		const startedAtMs = Date.now();
		const error = errorOf(await run('get', FLOWS.hello, { executionId: 'unknown' }));
		expect(error).toMatchObject({
			message: 'This job was not found in Noukai [404]',
			description: expect.stringContaining('Check the Execution ID and the Flow') as string,
			httpCode: '404',
			code: 'JOB_NOT_FOUND',
			requestId: expect.any(String) as string,
			executionId: 'unknown',
		});
		expect(Date.now() - startedAtMs).toBeGreaterThanOrEqual(5_000);
	});

	it.each(['={{ " " }}', 'a/../b', '..'])(
		'refuses anything that is not an ID before the call: "%s"',
		async (executionId) => {
			const { message } = errorOf(await run('get', FLOWS.hello, { executionId }));
			expect(message).toMatch(/^Execution ID (is empty|must be an ID)/);
			expect(reads()).toHaveLength(0);
		},
	);

	it('reads again after a passing fault', async () => {
		const executionId = await submitted(FLOWS.hello);
		await untilOver();
		used.simulator.addFault({ path: '/jobs/', kind: 'status', statusCode: 503, times: 2 });
		const { items } = await run('get', FLOWS.hello, { executionId });
		expect(items[0]?.json.status).toBe('completed');
	});
});
