import type { IDataObject } from 'n8n-workflow';

import { FLOWS, UNTIL_HURRIED_MS } from '../../../../simulator/noukai';
import { waitUntil } from '../../support/waitUntil';
import { runNode, startNode } from '../support/engine';
import { flowParameters, runCalls, useNoukai } from '../support/noukai';

const used = useNoukai();

const execute = async (flow: string, more: IDataObject = {}) =>
	await runNode({
		credentials: used.credentials,
		onError: 'continueRegularOutput',
		parameters: flowParameters('execute', flow, {
			parameterMode: 'json',
			parametersJson: JSON.stringify(more),
			options: { captureTrace: true },
		}),
	});

const read = async (operation: string, more: IDataObject = {}) =>
	await runNode({
		credentials: used.credentials,
		parameters: { resource: 'run', operation, ...more } as never,
	});

/** Runs a flow, and returns what names its run. */
async function runOf(flow: string, more: IDataObject = {}) {
	await execute(flow, more);
	const [execution] = used.simulator.executions;
	return { runId: execution?.id ?? '', flow };
}

const reads = () => used.simulator.calls.filter(({ method }) => method === 'GET');
const pathsRead = () => reads().map(({ path }) => path.replace('/api/v1', ''));

describe('Run: Get Trace', () => {
	it('returns the run with its steps, their tokens and costs in all', async () => {
		const run = await runOf(FLOWS.twoStep);
		const { items, error } = await read('getTrace', run);
		expect(error).toBeUndefined();
		const { steps, ...about } = items[0]?.json as { steps: IDataObject[] };
		const total = (name: string) =>
			steps.reduce((sum, { tokens }) => sum + Number((tokens as IDataObject)[name]), 0);
		expect(about).toEqual({
			runId: run.runId,
			flowId: expect.any(String) as string,
			status: 'completed',
			triggerType: 'execute',
			startedAt: expect.stringMatching(/Z$/) as string,
			completedAt: expect.stringMatching(/Z$/) as string,
			durationMs: expect.any(Number) as number,
			stepCount: 2,
			promptTokens: total('prompt'),
			completionTokens: total('completion'),
			totalTokens: total('total'),
			totalCostUsd: (total('total') * 0.000002).toFixed(6),
		});
		expect(steps[1]).toMatchObject({
			stepId: 'step-2',
			attempt: 1,
			status: 'completed',
			costUsd: expect.stringMatching(/^0\.\d+$/) as string,
			inputContext: { previous: { text: expect.any(String) as string } },
			outputContext: { text: expect.stringMatching(/!$/) as string },
			errorContext: null,
			truncated: false,
		});
		expect(items[0]?.pairedItem).toEqual({ item: 0 });
		expect(pathsRead()).toEqual([`/seq/${FLOWS.twoStep}/runs/${run.runId}/trace`]);
	});

	it('says so if the trace keeps no data', async () => {
		used.simulator.settings.captureMode = 'metadata_only';
		await runNode({
			credentials: used.credentials,
			parameters: flowParameters('execute', FLOWS.hello),
		});
		const runId = used.simulator.executions[0]?.id ?? '';
		const { items, hints } = await read('getTrace', { runId });
		expect(items[0]?.json.steps).toMatchObject([{ outputContext: null }]);
		expect(hints?.[0]?.message).toMatch(/no input and output of steps for 1 of the runs/);
	});

	it('reads times without a zone as UTC', async () => {
		used.simulator.settings.dateStyle = 'naive';
		const run = await runOf(FLOWS.hello);
		const { items } = await read('getTrace', run);
		const at = used.simulator.executions[0]?.startedAt?.toISOString();
		expect(items[0]?.json.startedAt).toBe(at);
	});

	it('reads a run that failed', async () => {
		const run = await runOf(FLOWS.failingSecond);
		const { items } = await read('getTrace', run);
		expect(items[0]?.json).toMatchObject({
			status: 'failed',
			steps: [
				{ status: 'completed' },
				{ status: 'failed', errorContext: { code: 'BLOCK_FAILED' } },
			],
		});
	});

	it('needs no flow', async () => {
		const { runId } = await runOf(FLOWS.hello);
		const { items } = await read('getTrace', { runId });
		expect(items[0]?.json.runId).toBe(runId);
		expect(pathsRead()).toEqual([`/flow-runs/${runId}/trace`]);
	});

	it('finds a run with an ID of its own', async () => {
		used.simulator.settings.flowRunIds = 'own';
		await runOf(FLOWS.hello);
		const runId = used.simulator.executions[0]?.ownFlowRunId ?? '';
		const { items } = await read('getTrace', { runId, flow: FLOWS.hello });
		expect(items[0]?.json.runId).toBe(runId);
	});

	it.each([401, 403, 404] as const)(
		'reads the other address if that of the flow answers %i',
		async (status) => {
			const run = await runOf(FLOWS.hello);
			used.simulator.settings.runTracesStatus = status;
			const { items, error } = await read('getTrace', run);
			expect(error).toBeUndefined();
			expect(items[0]?.json.runId).toBe(run.runId);
			expect(pathsRead().at(-1)).toBe(`/flow-runs/${run.runId}/trace`);
		},
	);

	it('is sent again after a 503', async () => {
		const run = await runOf(FLOWS.hello);
		used.simulator.addFault({ path: '/trace$', kind: 'status', statusCode: 503, times: 2 });
		const { items } = await read('getTrace', run);
		expect(items[0]?.json.runId).toBe(run.runId);
	});

	it('refuses a body that is no trace', async () => {
		used.simulator.addFault({ path: '/trace$', kind: 'status', statusCode: 200, body: { a: 1 } });
		const { error } = await read('getTrace', { runId: 'some-run' });
		expect(error?.message).toMatch(/does not look like the Noukai API/);
		expect(error?.description).toContain('unexpected JSON');
	});

	it('refuses a trace that is larger than a response may be', async () => {
		const run = await runOf(FLOWS.longOutput, { length: 33 * 1024 * 1024 });
		const { error } = await read('getTrace', run);
		expect(error?.message).toMatch(/larger|too large/);
	});
});

const OPERATIONS = [
	['getTrace', {}],
	['getStepTrace', { stepId: 'step-1' }],
	['getEvents', {}],
] as const;

describe.each(OPERATIONS)('a run that cannot be read: %s', (operation, more) => {
	const close = (statusCode: number) =>
		used.simulator.addFault({ path: '/flow-runs/', kind: 'status', statusCode });

	it.each([401, 403] as const)('says that Noukai opens no traces to keys: %i', async (status) => {
		const run = await runOf(FLOWS.hello);
		used.simulator.settings.runTracesStatus = status;
		close(404);
		const { error } = await read(operation, { ...run, ...more });
		expect(error?.message).toBe(
			`The API key is not allowed to read the trace of this run [${status}]`,
		);
		expect(error?.description).toContain('show traces only to logged-in users');
		expect(error?.description).toContain(
			'The request to the other URL of the run failed, too [404].',
		);
		expect(error?.httpCode).toBe(String(status));
	});

	it.each([401, 403])('says so, too, if the docs’ address answers %i', async (statusCode) => {
		close(statusCode);
		const { error } = await read(operation, { runId: 'some-run', flow: FLOWS.hello, ...more });
		expect(error?.message).toMatch(/is not allowed to read the trace of this run/);
		expect(error?.httpCode).toBe(String(statusCode));
	});

	it('names the key if Noukai accepts it nowhere', async () => {
		used.simulator.revokeKey('a');
		const { error } = await read(operation, { runId: 'some-run', ...more });
		expect(error?.message).toBe('Noukai did not accept the API key [401]');
	});

	it('says that the run is not known if Noukai does', async () => {
		const { error } = await read(operation, { runId: 'some-run', flow: FLOWS.hello, ...more });
		expect(error?.message).toBe('This run was not found in Noukai [404]');
		expect(error?.context.code).toBe('RUN_NOT_FOUND');
	});

	it('names both reasons for a 404 without a code', async () => {
		close(404);
		used.simulator.settings.runTracesStatus = 404;
		const { error } = await read(operation, { runId: 'some-run', flow: FLOWS.hello, ...more });
		expect(error?.message).toMatch(
			operation === 'getStepTrace'
				? /step was not found in the run/
				: /or the API key cannot read traces/,
		);
	});

	it('is an error item with the fields of one', async () => {
		const { items } = await runNode({
			credentials: used.credentials,
			onError: 'continueRegularOutput',
			parameters: { resource: 'run', operation, runId: 'some-run', ...more },
		});
		expect(items[0]?.json.error).toMatchObject({
			code: 'RUN_NOT_FOUND',
			httpCode: '404',
			requestId: expect.any(String) as string,
		});
	});

	it('is reported before the call if there is no ID', async () => {
		const { error } = await read(operation, { runId: '={{ "" }}', ...more });
		expect(error?.message).toBe('Run ID is empty: enter an ID');
		expect(used.simulator.calls).toHaveLength(0);
	});
});

describe('Run: Get Step Trace', () => {
	const stepOf = async (flow: string, more: IDataObject) =>
		await read('getStepTrace', { ...(await runOf(flow)), ...more });

	it.each([
		['latest', {}, 2, 'completed'],
		['number', { attempt: 'number', attemptNumber: 1 }, 1, 'failed'],
	])('returns the attempt that is chosen: %s', async (_case, more, attempt, status) => {
		const { items, error } = await stepOf(FLOWS.retried, { stepId: 'step-1', ...more });
		expect(error).toBeUndefined();
		const runId = used.simulator.executions[0]?.id;
		expect(items[0]?.json).toMatchObject({ runId, stepId: 'step-1', attempt, status });
	});

	it('returns all attempts, and what they took in all', async () => {
		const { items } = await stepOf(FLOWS.retried, { stepId: 'step-1', attempt: 'all' });
		const { attempts } = items[0]?.json as { attempts: IDataObject[] };
		expect(attempts.map(({ attempt, status }) => [attempt, status])).toEqual([
			[1, 'failed'],
			[2, 'completed'],
		]);
		const [, last] = attempts;
		expect(items[0]?.json).toMatchObject({
			stepId: 'step-1',
			totalTokens: (last?.tokens as IDataObject).total,
			totalCostUsd: last?.costUsd,
		});
	});

	it('returns the iteration that is chosen', async () => {
		const more = { stepId: 'step-2-body', options: { loopIndex: 1 } };
		const { items } = await stepOf(FLOWS.loop, more);
		expect(items[0]?.json).toMatchObject({ loopIndex: 1, stepId: 'step-2-body' });
		expect(reads()[0]?.query).toEqual({ loop_index: '1' });
	});

	it.each([
		['step', { stepId: 'step-9' }],
		['attempt', { stepId: 'step-1', attempt: 'number', attemptNumber: 7 }],
	])('says that there is no such %s', async (_case, more) => {
		const { error } = await stepOf(FLOWS.hello, more);
		expect(error?.message).toBe('This step was not found in the run [404]');
	});

	it('refuses a loop index that is none', async () => {
		const more = { runId: 'some-run', stepId: 'step-1', options: { loopIndex: 1.5 } };
		const { error } = await read('getStepTrace', more);
		expect(error?.message).toBe('Loop Index must be a whole number of 0 or more, not 1.5');
	});
});

const ALL_EVENTS = [
	'run_started',
	...['step_started', 'step_input', 'step_output', 'step_completed'],
	...['step_started', 'step_input', 'step_output', 'step_completed'],
	'flow_completed',
];

describe('Run: Get Events', () => {
	const typesOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.type);

	it('returns the events of a run that is over', async () => {
		const run = await runOf(FLOWS.twoStep);
		const { items, hints } = await read('getEvents', run);
		expect(typesOf(items)).toEqual(ALL_EVENTS);
		expect(items[1]?.json).toEqual({
			runId: run.runId,
			type: 'step_started',
			data: expect.objectContaining({ stepId: 'step-1' }) as object,
		});
		expect(hints).toEqual([]);
	});

	it.each([
		['the IDs of old servers', { legacyEventIds: true }],
		['CRLF', { sseLineEnd: '\r\n' }],
		['no blank line at the end', { sseUnterminated: true }],
		['names in the JSON only', { sseEventName: 'json' }],
		['names in the line only', { sseEventName: 'line' }],
		['events that make no sense', { sseStrangeEvents: true }],
		['heartbeats', { sseHeartbeatMs: 1 }],
		['bytes one by one', { sseChunking: 'bytes' }],
	] as const)('reads a stream with %s', async (_case, settings) => {
		const run = await runOf(FLOWS.twoStep);
		Object.assign(used.simulator.settings, settings);
		const { items, error } = await read('getEvents', run);
		expect(error).toBeUndefined();
		expect(typesOf(items).filter((type) => ALL_EVENTS.includes(String(type)))).toEqual(ALL_EVENTS);
	});

	it('ends at its limit', async () => {
		const run = await runOf(FLOWS.twoStep);
		const { items, hints } = await read('getEvents', { ...run, limit: 3 });
		expect(typesOf(items)).toEqual(ALL_EVENTS.slice(0, 3));
		expect(hints).toEqual([]);
	});

	const startSlow = async () => {
		const running = await startNode({
			credentials: used.credentials,
			parameters: flowParameters('execute', FLOWS.slow, {
				parameterMode: 'json',
				parametersJson: JSON.stringify({ milliseconds: UNTIL_HURRIED_MS }),
			}),
		});
		await waitUntil(() => used.simulator.executions.length === 1);
		return { running, runId: used.simulator.executions[0]?.id ?? '' };
	};

	it('ends in the time of Max Seconds if the run continues', async () => {
		const { running, runId } = await startSlow();
		const startedAtMs = Date.now();
		const { items, hints } = await read('getEvents', { runId, options: { maxSeconds: 20 } });
		expect(Date.now() - startedAtMs).toBeGreaterThanOrEqual(20_000);
		expect(Date.now() - startedAtMs).toBeLessThan(22_000);
		expect(typesOf(items)).toEqual(['run_started', 'step_started', 'step_input']);
		expect(hints).toEqual([]);
		expect(reads()).toHaveLength(1);
		used.simulator.hurry(runId);
		await running.result;
	});

	it('follows a run to its end', async () => {
		const { running, runId } = await startSlow();
		const following = read('getEvents', { runId, options: { maxSeconds: 600 } });
		await waitUntil(() => reads().length === 1);
		used.simulator.hurry(runId);
		expect(typesOf((await following).items).at(-1)).toBe('flow_completed');
		await running.result;
	});

	it('ends with a step that failed', async () => {
		const run = await runOf(FLOWS.failing);
		const { items, hints } = await read('getEvents', run);
		expect(typesOf(items).at(-1)).toBe('step_error');
		expect(hints).toEqual([]);
		expect(reads()).toHaveLength(1);
	});

	it.each(['cut', 'end'] as const)('opens a stream that broke off again: %s', async (how) => {
		const run = await runOf(FLOWS.twoStep);
		Object.assign(used.simulator.settings, { sseDropAfterEvents: 4, sseDropHow: how });
		const reading = read('getEvents', run);
		await waitUntil(() => reads().length === 1 && reads()[0]?.endedAt !== undefined);
		used.simulator.settings.sseDropAfterEvents = null;
		const { items, hints } = await reading;
		expect(typesOf(items)).toEqual(ALL_EVENTS);
		expect(hints).toEqual([]);
		expect(reads()).toHaveLength(2);
	});

	it('returns what came of a stream that breaks off each time, and says so', async () => {
		const run = await runOf(FLOWS.twoStep);
		Object.assign(used.simulator.settings, { sseDropAfterEvents: 4, sseDropHow: 'cut' });
		const { items, hints } = await read('getEvents', run);
		expect(typesOf(items)).toEqual(ALL_EVENTS.slice(0, 4));
		expect(hints?.[0]?.message).toMatch(/interrupted before the run finished, for 1 of the runs/);
		expect(reads()).toHaveLength(3);
	});

	it('says so if an event is too large to be read', async () => {
		const run = await runOf(FLOWS.longOutput, { length: 17 * 1024 * 1024 });
		const { items, hints } = await read('getEvents', run);
		expect(typesOf(items)).toEqual(['run_started', 'step_started', 'step_input']);
		expect(hints?.[0]?.message).toMatch(/An event was too large to read/);
	});

	it('ends with n8n’s Stop', async () => {
		const { running, runId } = await startSlow();
		const execution = await startNode({
			credentials: used.credentials,
			parameters: { resource: 'run', operation: 'getEvents', runId, options: { maxSeconds: 600 } },
		});
		await waitUntil(() => reads().length === 1);
		execution.cancel();
		await execution.result.catch(() => undefined);
		await waitUntil(() => reads()[0]?.endedAt !== undefined);
		used.simulator.hurry(runId);
		await running.result;
	});
});

describe('Run: Get Many', () => {
	const flowId = () => used.simulator.executions[0]?.start.flow.id ?? '';
	const list = async (more: IDataObject = {}) =>
		await read('getMany', { flowId: flowId(), ...more });
	const executeTimes = async (count: number, flow: string = FLOWS.hello) =>
		await runNode({
			credentials: used.credentials,
			onError: 'continueRegularOutput',
			items: Array.from({ length: count }, () => ({ json: {} })),
			parameters: flowParameters('execute', flow, { options: { maxConcurrentFlows: 100 } }),
		});

	it('lists the runs of a flow, newest first', async () => {
		await executeTimes(3);
		const { items, hints } = await list();
		const ids = used.simulator.executions.map(({ id }) => id).reverse();
		expect(items.map(({ json }) => json.runId)).toEqual(ids);
		expect(items[0]?.json).toEqual({
			runId: ids[0],
			flowId: flowId(),
			status: 'completed',
			triggerType: 'execute',
			startedAt: expect.any(String) as string,
			completedAt: expect.any(String) as string,
			durationMs: expect.any(Number) as number,
			stepCount: 1,
		});
		expect(hints).toEqual([]);
	});

	it('returns at most its limit', async () => {
		await executeTimes(5);
		const { items, hints } = await list({ limit: 2 });
		expect(items).toHaveLength(2);
		expect(reads()[0]?.query).toMatchObject({ limit: '2' });
		expect(hints).toEqual([]);
	});

	it.each([null, 'page-2'])(
		'says so if Noukai gives no more than 100: cursor %s',
		async (cursor) => {
			used.simulator.settings.flowRunsCursor = cursor;
			await executeTimes(103);
			const { items, hints } = await list({ returnAll: true });
			expect(items).toHaveLength(100);
			expect(hints?.[0]?.message).toMatch(/only the newest runs of 1 of the flows/);
			expect(reads()).toHaveLength(cursor === null ? 1 : 2);
		},
	);

	it('follows a cursor that leads on', async () => {
		await executeTimes(1);
		const page = (from: number, count: number, nextCursor?: string) => ({
			runs: Array.from({ length: count }, (_run, at) => ({ id: `fr_${from + at}` })),
			nextCursor,
		});
		const answer = (body: object) =>
			used.simulator.addFault({
				path: '/flow-runs$',
				kind: 'status',
				statusCode: 200,
				body,
				times: 1,
			});
		answer(page(0, 100, 'two'));
		answer(page(100, 30));
		const { items, hints } = await list({ returnAll: true });
		expect(items).toHaveLength(130);
		expect(reads().map(({ query }) => query.cursor)).toEqual([undefined, 'two']);
		expect(hints).toEqual([]);
	});

	it('lists those with a status', async () => {
		await executeTimes(2, FLOWS.flaky);
		const { items } = await list({ filters: { status: 'failed' } });
		expect(items.map(({ json }) => json.status)).toEqual(['failed']);
	});

	it('reads a list with few fields', async () => {
		used.simulator.settings.flowRunFields = 'minimal';
		await executeTimes(1);
		const { items } = await list();
		expect(items[0]?.json).toMatchObject({ status: 'completed', startedAt: null, stepCount: null });
	});

	it.each<[number, RegExp]>([
		[401, /^The API key is not allowed to list the runs of this flow \[401\]/],
		[403, /^The API key is not allowed to list the runs of this flow \[403\]/],
		[404, /^The runs of this flow ID were not found in Noukai \[404\]/],
	])('says what a %i means', async (statusCode, message) => {
		used.simulator.addFault({ path: '/flow-runs$', kind: 'status', statusCode });
		const { error } = await read('getMany', { flowId: 'some-flow' });
		expect(error?.message).toMatch(message);
	});

	it('refuses a slug', async () => {
		const { error } = await read('getMany', { flowId: FLOWS.hello });
		expect(error?.message).toMatch(/^Flow ID /);
		expect(runCalls(used.simulator)).toHaveLength(0);
	});
});
