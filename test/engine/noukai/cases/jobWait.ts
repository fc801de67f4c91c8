import { FLOWS, UNTIL_HURRIED_MS, type Fault } from '../../../../simulator/noukai';
import { jumpAhead } from '../../support/clock';
import { waitUntil } from '../../support/waitUntil';
import { runNode, startNode, type RunOptions } from '../support/engine';
import { flowParameters, jobParameters, runCalls, useNoukai } from '../support/noukai';

const used = useNoukai();

const MINUTE_MS = 60_000;

const takes = (milliseconds: number) => ({
	parameterMode: 'json',
	parametersJson: JSON.stringify({ milliseconds }),
});

const waiting = (flow: string, more = {}, options = {}): RunOptions => ({
	credentials: used.credentials,
	parameters: flowParameters('executeAsJobAndWait', flow, { ...more, options }),
});

const run = async (...given: Parameters<typeof waiting>) =>
	await runNode({ onError: 'continueRegularOutput', ...waiting(...given) });

const jobs = () => used.simulator.executions;
const reads = () => used.simulator.calls.filter(({ method }) => method === 'GET');
const errorOf = ({ items }: Awaited<ReturnType<typeof run>>) =>
	items[0]?.json.error as Record<string, unknown>;
const messagesOf = ({ hints }: Awaited<ReturnType<typeof run>>) =>
	hints?.map(({ message }) => message) ?? [];

describe('Flow: Execute as Job and Wait', () => {
	it('returns the result of a flow', async () => {
		const { items, error } = await run(FLOWS.slow, takes(20_000));
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: {
					executionId: jobs()[0]?.id,
					flow: FLOWS.slow,
					flowId: expect.any(String) as string,
					status: 'completed',
					output: 'slept 20000 ms',
					errorMessage: null,
					blockCount: 1,
					sessionId: null,
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(runCalls(used.simulator)[0]?.body).not.toHaveProperty('callbackUrl');
	});

	it('asks often at first, and every 15 seconds at most later', async () => {
		await run(FLOWS.slow, takes(3 * MINUTE_MS));
		const times = reads().map(({ startedAt }) => Number(startedAt));
		const pauses = times.slice(1).map((time, place) => time - Number(times[place]));
		expect(Number(times[0]) - Number(jobs()[0]?.createdAt)).toBeLessThanOrEqual(500);
		expect(Math.max(...pauses)).toBeLessThanOrEqual(15_000);
		expect(reads().length).toBeLessThan(40);
	});

	it('returns the result as it is if that is chosen', async () => {
		const { items } = await run(FLOWS.hello, { outputMode: 'raw' });
		expect(items[0]?.json.output).toEqual({ text: 'Hello: Hi' });
	});

	it('makes an error of a failed job', async () => {
		const parametersJson = '{"error":"No luck"}';
		const error = errorOf(await run(FLOWS.failing, { parameterMode: 'json', parametersJson }));
		expect(error).toEqual({
			message: 'The Noukai flow failed: No luck',
			description: expect.stringContaining(FLOWS.failing) as string,
			executionId: jobs()[0]?.id,
			status: 'failed',
			code: null,
		});
	});

	it('keeps the order of the items, and waits for them in parallel', async () => {
		const { items } = await runNode({
			...waiting(FLOWS.slow, { parameterMode: 'json', parametersJson: '={{ $json }}' }),
			items: [30_000, 1_000, 10_000].map((milliseconds) => ({ json: { milliseconds } })),
		});
		expect(items.map(({ json }) => json.output)).toEqual([
			'slept 30000 ms',
			'slept 1000 ms',
			'slept 10000 ms',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
	});

	it('waits for a job that Noukai does not know yet', async () => {
		used.simulator.settings.jobAppearsAfterMs = 4_500;
		const { items } = await run(FLOWS.hello);
		expect(items[0]?.json.status).toBe('completed');
		expect(reads()[0]?.statusCode).toBe(404);
	});

	it('reports a job that Noukai does not know after 5 seconds, with its ID', async () => {
		used.simulator.settings.jobAppearsAfterMs = MINUTE_MS;
		const error = errorOf(await run(FLOWS.hello));
		expect(error).toMatchObject({
			message: 'This job was not found in Noukai [404]',
			code: 'JOB_NOT_FOUND',
			httpCode: '404',
			requestId: expect.any(String) as string,
			executionId: jobs()[0]?.id,
		});
	});

	it('sends the result to a caller who reads along', async () => {
		const { chunks } = await runNode({ ...waiting(FLOWS.hello), streaming: true });
		expect(JSON.stringify(chunks)).toContain('Hello: Hi');
	});

	it('shows a user who could pause the execution that a worker was held', async () => {
		const result = await run(FLOWS.slow, takes(2 * MINUTE_MS));
		expect(messagesOf(result)).toEqual([
			'The wait took over a minute and occupied an n8n worker. To free it, set While Waiting to Pause Execution. Items: 1.',
		]);
	});
});

describe('Max Wait', () => {
	const slow = takes(UNTIL_HURRIED_MS);

	it.each([0, 2])('returns the job as it is after %i minutes', async (maxWaitMinutes) => {
		const startedAtMs = Date.now();
		const result = await run(FLOWS.slow, slow, { maxWaitMinutes });
		expect(result.items[0]?.json).toMatchObject({
			executionId: jobs()[0]?.id,
			flow: FLOWS.slow,
			waitTimedOut: true,
			output: null,
		});
		expect(messagesOf(result)).toContainEqual(
			expect.stringMatching(/^1 of the jobs have not finished within Max Wait/),
		);
		expect(Date.now() - startedAtMs).toBeGreaterThanOrEqual(maxWaitMinutes * MINUTE_MS);
		expect(Date.now() - startedAtMs).toBeLessThan(maxWaitMinutes * MINUTE_MS + 5_000);
	});

	it('is an error if that is chosen', async () => {
		const options = { maxWaitMinutes: 1, whenNotFinished: 'error' };
		const error = errorOf(await run(FLOWS.slow, slow, options));
		expect(error).toMatchObject({
			message: 'The Noukai job has not finished: Max Wait was reached',
			description: expect.stringContaining('with Job: Wait') as string,
			executionId: jobs()[0]?.id,
			status: 'running',
			code: null,
		});
	});

	it('is not exceeded by a Noukai that hangs', async () => {
		used.simulator.addFault({ path: '/jobs/', kind: 'hang' });
		const startedAtMs = Date.now();
		const { items } = await run(FLOWS.hello, {}, { maxWaitMinutes: 1 });
		expect(items[0]?.json.waitTimedOut).toBe(true);
		expect(Date.now() - startedAtMs).toBeLessThanOrEqual(MINUTE_MS + 5_000);
	});
});

describe('Job: Wait', () => {
	const wait = async (executionId: string, options = {}) =>
		await runNode({
			credentials: used.credentials,
			onError: 'continueRegularOutput',
			parameters: jobParameters('wait', FLOWS.slow, { executionId, options }),
		});

	/** A job that another execution has submitted. */
	async function submitted(milliseconds: number): Promise<string> {
		const { items } = await runNode({
			credentials: used.credentials,
			parameters: jobParameters('submit', FLOWS.slow, takes(milliseconds)),
		});
		return String(items[0]?.json.executionId);
	}

	it('waits for a job that exists', async () => {
		const executionId = await submitted(20_000);
		const { items } = await wait(executionId);
		expect(items[0]?.json).toMatchObject({
			executionId,
			flow: FLOWS.slow,
			status: 'completed',
			output: 'slept 20000 ms',
		});
	});

	it('needs one read for a job that has ended', async () => {
		const executionId = await submitted(0);
		await waitUntil(() => jobs()[0]?.isOver === true);
		await wait(executionId);
		expect(reads()).toHaveLength(1);
	});

	it('continues where a wait was given up', async () => {
		const first = await run(FLOWS.slow, takes(2 * MINUTE_MS), { maxWaitMinutes: 1 });
		const executionId = String(first.items[0]?.json.executionId);
		const { items } = await wait(executionId);
		expect(items[0]?.json).toMatchObject({ executionId, status: 'completed' });
		expect(items[0]?.json).not.toHaveProperty('waitTimedOut');
		expect(jobs()).toHaveLength(1);
	});

	it('may be over before the job is', async () => {
		const executionId = await submitted(UNTIL_HURRIED_MS);
		const { items } = await wait(executionId, { maxWaitMinutes: 1 });
		expect(items[0]?.json).toMatchObject({ executionId, waitTimedOut: true, status: 'running' });
	});

	it('waits for a job that Noukai does not know yet, for 5 seconds', async () => {
		used.simulator.settings.jobAppearsAfterMs = 4_000;
		expect((await wait(await submitted(10_000))).items[0]?.json.status).toBe('completed');
		used.simulator.settings.jobAppearsAfterMs = 10 * MINUTE_MS;
		const executionId = await submitted(10_000);
		expect(errorOf(await wait(executionId))).toMatchObject({ executionId, code: 'JOB_NOT_FOUND' });
	});

	it('starts nothing', async () => {
		const executionId = await submitted(1_000);
		await wait(executionId);
		expect(jobs()).toHaveLength(1);
	});
});

describe('a fault while a job is waited for', () => {
	it.each<[string, Omit<Fault, 'path'>]>([
		[
			'429 with Retry-After',
			{ kind: 'status', statusCode: 429, headers: { 'retry-after': '20' }, times: 2 },
		],
		['429 without Retry-After', { kind: 'status', statusCode: 429, times: 8 }],
		['408', { kind: 'status', statusCode: 408, times: 8 }],
		['500', { kind: 'status', statusCode: 500, times: 8 }],
		['502 with a page', { kind: 'status', statusCode: 502, body: '<h1>Bad</h1>', times: 8 }],
		['503', { kind: 'status', statusCode: 503, times: 20 }],
		['504', { kind: 'status', statusCode: 504, times: 8 }],
		['404 with a page', { kind: 'status', statusCode: 404, body: '<h1>No</h1>', times: 8 }],
		['a page', { kind: 'status', statusCode: 200, body: '<h1>Hi</h1>', times: 8 }],
		['no status', { kind: 'status', statusCode: 200, body: { executionId: 'x' }, times: 8 }],
		['broken JSON', { kind: 'status', statusCode: 200, body: '{"status":', times: 8 }],
		['a reset', { kind: 'reset', times: 8 }],
		['a reset in the body', { kind: 'resetMidBody', times: 8 }],
		['silence', { kind: 'hang', times: 3 }],
		['silence in the body', { kind: 'hangMidBody', times: 3 }],
	])('passes, and starts nothing again: %s', async (_case, fault) => {
		used.simulator.addFault({ path: '/jobs/', ...fault });
		const { items } = await runNode({
			...waiting(FLOWS.slow, takes(30_000)),
			items: [{ json: {} }, { json: {} }],
		});
		expect(items.map(({ json }) => json.status)).toEqual(['completed', 'completed']);
		expect(jobs()).toHaveLength(2);
		expect(runCalls(used.simulator)).toHaveLength(2);
	});

	it('waits as long as Retry-After says', async () => {
		const headers = { 'retry-after': '20' };
		used.simulator.addFault({ path: '/jobs/', kind: 'status', statusCode: 429, headers, times: 1 });
		await run(FLOWS.hello);
		const [first, second] = reads();
		expect(Number(second?.startedAt) - Number(first?.startedAt)).toBeGreaterThanOrEqual(20_000);
	});

	it('ends the wait when it lasts for more than 10 minutes, with the ID', async () => {
		used.simulator.addFault({ path: '/jobs/', kind: 'status', statusCode: 503 });
		const execution = await startNode({
			...waiting(FLOWS.slow, takes(UNTIL_HURRIED_MS)),
			onError: 'continueRegularOutput',
		});
		await waitUntil(() => reads().length > 7);
		jumpAhead(10 * MINUTE_MS);
		expect(errorOf(await execution.result)).toMatchObject({
			httpCode: '503',
			executionId: jobs()[0]?.id,
			requestId: expect.any(String) as string,
		});
		expect(jobs()).toHaveLength(1);
	});

	it('ends the wait at once if time will not change it: the key was revoked', async () => {
		const execution = await startNode({
			...waiting(FLOWS.slow, takes(UNTIL_HURRIED_MS)),
			onError: 'continueRegularOutput',
		});
		await waitUntil(() => reads().length > 0);
		used.simulator.revokeKey('a');
		const error = errorOf(await execution.result);
		expect(error).toMatchObject({ httpCode: '401', executionId: jobs()[0]?.id });
	});
});

describe('n8n’s Stop', () => {
	it('ends the wait, and says that the jobs continue', async () => {
		const execution = await startNode({
			...waiting(FLOWS.slow, takes(UNTIL_HURRIED_MS)),
			items: [{ json: {} }, { json: {} }],
		});
		await waitUntil(() => jobs().length === 2 && reads().length >= 2);
		execution.cancel();
		const { error } = await execution.result;
		expect(error?.description).toContain('Noukai cannot stop running jobs, so they continue.');
		for (const { id } of jobs()) expect(error?.description).toContain(id);
		const count = used.simulator.calls.length;
		await new Promise((resolve) => setTimeout(resolve, MINUTE_MS));
		expect(used.simulator.calls).toHaveLength(count);
		expect(jobs().map(({ isOver }) => isOver)).toEqual([false, false]);
	});

	it('reports a job whose submission was under way', async () => {
		used.simulator.addFault({ path: '/jobs$', kind: 'hold' });
		const execution = await startNode(waiting(FLOWS.slow, takes(UNTIL_HURRIED_MS)));
		await waitUntil(() => runCalls(used.simulator).length === 1);
		execution.cancel();
		used.simulator.clearFaults();
		const { error } = await execution.result;
		expect(error?.description).toContain(`Jobs started by this execution: ${jobs()[0]?.id}.`);
	});
});

describe('the node as a tool of an agent', () => {
	it('waits for the job, and is never paused', async () => {
		const { items, status } = await runNode({
			...waiting(FLOWS.hello, { whenLong: 'freeWorker', inlineSeconds: 0 }),
			asTool: true,
		});
		expect(status).toBe('success');
		expect(items[0]?.json.output).toBe('Hello: Hi');
	});

	it('reports the job in the message of an error', async () => {
		const { error } = await runNode({ ...waiting(FLOWS.failing), asTool: true });
		expect(error?.message).toContain(`[job ${jobs()[0]?.id}]`);
	});
});
