import type { INodeParameters } from 'n8n-workflow';

import { UNTIL_HURRIED_MS, VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import { startRun } from '../../unit/simulator/support/client';
import { runNode, startNode } from '../support/engine';
import { callsTo, CREATE, ONE_RUN } from '../support/noxusCalls';
import { jsonInput, runParameters } from '../support/parameters';
import { failed, ids, REASON, retrying, runs } from '../support/retries';
import { useSimulator } from '../support/simulator';
import { stopNow } from '../support/stopNow';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();
describe('Retry Failed Runs', () => {
	it.each([
		['stream', 1],
		['stream', 2],
		['poll', 2],
	] as const)(
		'starts the run again until it does not fail (%s, fails %i times)',
		async (follow, failures) => {
			used.simulator.settings.failFirst = failures;
			const { items, error } = await runNode(retrying(['a'], { follow }));
			expect(error).toBeUndefined();
			expect(runs()).toHaveLength(1 + failures);
			expect(items[0]?.json).toMatchObject({
				runId: ids().at(-1),
				status: 'completed',
				output: { Text: 'a' },
				runIds: ids(),
				failedRuns: ids().slice(0, failures).map(failed),
			});
		},
	);

	it('gives up after so many retries, with all runs that failed', async () => {
		used.simulator.settings.failFirst = 9;
		const { items } = await runNode(retrying(['a'], {}, { onError: 'continueRegularOutput' }));
		expect(runs()).toHaveLength(3);
		expect(items[0]?.json.error).toMatchObject({
			message: `The Noxus run failed: ${REASON}`,
			runId: ids()[2],
			status: 'failed',
			runIds: ids(),
			failedRuns: ids().map(failed),
		});
	});

	it('lists the runs in the error that ends the execution', async () => {
		used.simulator.settings.failFirst = 9;
		const { status, error } = await runNode(retrying(['a']));
		expect(status).toBe('error');
		expect(error?.description).toContain(ids().join(', '));
		expect(error?.context).toMatchObject({ failedRuns: ids().map(failed) });
	});

	it('leaves the other items alone', async () => {
		Object.assign(used.simulator.settings, { failFirst: 1, failFirstInput: 'bad' });
		const { items } = await runNode(retrying(['one', 'bad', 'three']));
		expect(items.map(({ json }) => json.output)).toEqual(
			['one', 'bad', 'three'].map((Text) => ({ Text })),
		);
		expect(runs().map(({ input }) => input.Text)).toEqual(['one', 'bad', 'three', 'bad']);
		expect(items.map(({ json }) => (json.failedRuns as unknown[]).length)).toEqual([0, 1, 0]);
	});

	it('pauses for longer and longer', async () => {
		used.simulator.settings.failFirst = 9;
		await runNode(retrying(['a'], { retryFailedRuns: 7, maxWaitMinutes: 60 }));
		const starts = runs().map(({ createdAt }) => createdAt.getTime());
		const ends = runs().map(({ finishedAt }) => finishedAt?.getTime() ?? 0);
		const pauses = ends.slice(0, -1).map((endMs, i) => (starts[i + 1] ?? 0) - endMs);
		for (const [i, pauseMs] of pauses.entries()) {
			const fullMs = Math.min(4_000 * 2 ** i, 60_000);
			expect(pauseMs).toBeGreaterThanOrEqual(fullMs / 2);
			expect(pauseMs).toBeLessThan(fullMs + 1_000);
		}
	});

	it('sends the same version and settings again', async () => {
		used.simulator.settings.failFirst = 1;
		const options = { workflowVersionId: VERSIONS.echo[0], tracing: true };
		await runNode(retrying(['a'], options));
		const [first, second] = runs().map(({ createBody }) => createBody);
		expect(first).toMatchObject({ workflow_version_id: VERSIONS.echo[0], tracing: true });
		expect(second).toEqual(first);
	});

	it('is off by default, and then leaves no trace in the item', async () => {
		const { items } = await runNode(retrying(['a'], { retryFailedRuns: 0 }));
		expect(Object.keys(items[0]?.json ?? {})).not.toContain('runIds');
		used.simulator.settings.failFirst = 1;
		const { status } = await runNode(retrying(['b'], { retryFailedRuns: 0 }));
		expect(status).toBe('error');
		expect(runs()).toHaveLength(2);
	});

	it('counts Max Wait over all tries', async () => {
		Object.assign(used.simulator.settings, { failFirst: 9, runMs: 20_000 });
		const { error } = await runNode(retrying(['a'], { retryFailedRuns: 9, maxWaitMinutes: 0.35 }));
		// No time is left for a pause.
		expect(error?.message).toContain(REASON);
		expect(runs()).toHaveLength(1);
		const startedAtMs = Date.now();
		const { items } = await runNode(retrying(['b'], { retryFailedRuns: 9, maxWaitMinutes: 0.5 }));
		expect(items[0]?.json).toMatchObject({ waitTimedOut: true, failedRuns: [failed(ids()[1])] });
		expect(Date.now() - startedAtMs).toBeLessThan(32_000);
	});

	it.each([
		['a run that was stopped', 'stopped'],
		['a run that waits for a person', 'awaiting_human_feedback'],
	])('does not retry %s', async (_case, status) => {
		used.simulator.settings.failFirst = 9;
		Object.assign(used.simulator.settings, { sseStoppedEmits: true });
		const workflowId = status === 'stopped' ? WORKFLOWS.slow : WORKFLOWS.askHuman;
		const parameters = runParameters('createAndWait', workflowId, {
			...jsonInput(status === 'stopped' ? { Milliseconds: UNTIL_HURRIED_MS } : {}),
			options: { retryFailedRuns: 3 },
		});
		const execution = await startNode({ credentials: used.credentials, parameters });
		await waitUntil(() => runs()[0]?.status === (status === 'stopped' ? 'running' : status));
		if (status === 'stopped') {
			const headers = { 'x-api-key': used.credentials.apiKey };
			const url = `${used.simulator.url}/v1/runs/${ids()[0]}/stop`;
			await fetch(url, { method: 'POST', headers });
		}
		const { items } = await execution.result;
		expect(items[0]?.json).toMatchObject({ status, failedRuns: [] });
		expect(runs()).toHaveLength(1);
	});

	it.each([
		['a 5xx', { kind: 'status', statusCode: 502 }],
		['an answer that never comes', { kind: 'hang' }],
		['a cut connection', { kind: 'reset' }],
	] as const)('never repeats a create that ended with %s', async (_case, fault) => {
		used.simulator.addFault({ path: CREATE.source, method: 'POST', ...fault });
		const { error } = await runNode(retrying(['a']));
		expect(error).toBeDefined();
		expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(1);
	});

	it.each([
		['a 5xx', { kind: 'status', statusCode: 502 }],
		['an answer that never comes', { kind: 'hang' }],
		['a cut connection', { kind: 'reset' }],
	] as const)('never repeats a retry that ended with %s', async (_case, fault) => {
		used.simulator.settings.failFirst = 9;
		const execution = await startNode(retrying(['a'], {}, { onError: 'continueRegularOutput' }));
		await waitUntil(() => runs()[0]?.status === 'failed');
		used.simulator.addFault({ path: CREATE.source, method: 'POST', ...fault });
		const { items, hints } = await execution.result;
		expect(callsTo(used.simulator, CREATE, 'POST')).toHaveLength(2);
		expect(items[0]?.json.error).toMatchObject({
			runIds: [ids()[0]],
			failedRuns: [failed(ids()[0])],
		});
		expect(hints?.map(({ message }) => message).join()).toContain('did not confirm whether');
	});

	it.each([
		[
			'the reads of the run fail for a while',
			{ path: ONE_RUN.source, kind: 'status', statusCode: 503, times: 3 },
		],
		['the streams are cut', { path: '/events$', kind: 'reset', times: 2 }],
		['Noxus is slow', { path: '.', kind: 'delay', delayMs: 700 }],
		['Noxus asks to slow down', { path: '.', kind: 'status', statusCode: 429, times: 4 }],
	] as const)(
		'starts as many runs as there are items and retries when %s',
		async (_case, fault) => {
			Object.assign(used.simulator.settings, { failFirst: 1, failFirstInput: 'bad' });
			used.simulator.addFault(fault);
			const texts = ['one', 'bad', 'three', 'bad too'];
			const { items, error } = await runNode(retrying(texts));
			expect(error).toBeUndefined();
			expect(items.map(({ json }) => json.output)).toEqual(texts.map((Text) => ({ Text })));
			expect(runs()).toHaveLength(6);
		},
	);

	it('ends when the execution is stopped during a pause', async () => {
		used.simulator.settings.failFirst = 9;
		const execution = await startNode(retrying(['a'], { retryFailedRuns: 9 }));
		await waitUntil(() => runs()[0]?.status === 'failed');
		await stopNow(execution);
		expect(runs()).toHaveLength(1);
	});
});

describe('Retry Failed Runs of Run: Wait', () => {
	const wait = async (runId: string, options: INodeParameters = {}) =>
		await runNode({
			credentials: used.credentials,
			onError: 'continueRegularOutput',
			parameters: {
				...runParameters('wait', WORKFLOWS.echo, { runId }),
				options: { retryFailedRuns: 2, ...options },
			},
		});

	it('starts a run with the input that Noxus returns', async () => {
		used.simulator.settings.failFirst = 1;
		const fields = { workflow_version_id: VERSIONS.echo[0] };
		const { id: runId } = await startRun(used.simulator, 'echo', { Text: 'a' }, fields);
		const { items } = await wait(runId);
		expect(items[0]?.json).toMatchObject({
			output: { Text: 'a' },
			runIds: ids(),
			failedRuns: [failed(runId)],
		});
		expect(runs()).toHaveLength(2);
		expect(runs()[1]?.createBody).toEqual({ input: { Text: 'a' }, ...fields });
	});
});
