import type { IDataObject } from 'n8n-workflow';

import type { SimulatedRun } from '../../../simulator/noxus';
import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { jumpAhead } from '../support/clock';
import { runNode, startNode, type RunOptions } from '../support/engine';
import { hurryRuns, untilFollowed } from '../support/followed';
import { callsTo, EVENTS, ONE_RUN, STOP } from '../support/noxusCalls';
import { jsonInput, runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { waitUntil } from '../support/waitUntil';

const used = useSimulator();

const UNKNOWN = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

const start = async (operation: string, workflowId: string, input: object, options = {}) => {
	const parameters = runParameters(operation, workflowId, { ...jsonInput(input), options });
	const { items } = await runNode({ credentials: used.credentials, parameters });
	return items[0]?.json as IDataObject & { runId: string; workflowId: string };
};

/** Wait or Stop, for the runs that other operations gave as items. */
const existing = (operation: string, items: IDataObject[], options = {}) => ({
	credentials: used.credentials,
	items: items.map((json) => ({ json })),
	parameters: {
		resource: 'run',
		operation,
		runId: '={{ $json.runId }}',
		workflowId: { __rl: true, mode: 'id', value: '={{ $json.workflowId }}' },
		outputMode: 'raw',
		options,
	},
});

/** What is returned when the runs end as soon as they are followed by so many streams. */
const endFollowed = async (options: RunOptions, streams = 1) => {
	const execution = await startNode(options);
	await untilFollowed(used.simulator, streams);
	hurryRuns(used.simulator);
	return await execution.result;
};

const theRun = () => used.simulator.runs[0] as SimulatedRun;
const untilStatus = async (status: string) => await waitUntil(() => theRun().status === status);

describe('Run: Wait', () => {
	it('resumes a run from Create, with the same machinery', async () => {
		const created = await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS });
		const { items, error, hints } = await endFollowed(existing('wait', [created]));
		expect(error).toBeUndefined();
		expect(items).toEqual([
			{
				json: expect.objectContaining({
					runId: created.runId,
					workflowId: WORKFLOWS.slow,
					status: 'completed',
					output: { Result: `slept ${UNTIL_HURRIED_MS} ms` },
				}),
				pairedItem: { item: 0 },
			},
		]);
		expect(callsTo(used.simulator, EVENTS)).toHaveLength(1);
		expect(hints ?? []).toEqual([]);
		expect(used.simulator.runs).toHaveLength(1);
	});

	it('resumes a run from a wait that came to its limit', async () => {
		const input = { Milliseconds: UNTIL_HURRIED_MS };
		const timedOut = await start('createAndWait', WORKFLOWS.slow, input, { maxWaitMinutes: 0.005 });
		expect(timedOut).toMatchObject({ status: 'running', waitTimedOut: true });
		const { items } = await endFollowed(existing('wait', [timedOut]), 2);
		expect(items[0]?.json).toMatchObject({ runId: timedOut.runId, status: 'completed' });
		expect(items[0]?.json).not.toHaveProperty('waitTimedOut');
		expect(used.simulator.runs).toHaveLength(1);
	});

	it('comes to a limit of its own', async () => {
		const created = await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS });
		const { items } = await runNode(existing('wait', [created], { maxWaitMinutes: 0.01 }));
		expect(items[0]?.json).toMatchObject({ runId: created.runId, waitTimedOut: true });
		expect(theRun().status).toBe('running');
	});

	it('finds the workflow by the run id alone', async () => {
		const { runId } = await start('create', WORKFLOWS.slow, { Milliseconds: 100 });
		const { items, error } = await runNode(existing('wait', [{ runId, workflowId: '' }]));
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ workflowId: WORKFLOWS.slow, status: 'completed' });
	});

	it('gives a run that has ended at once, without a stream', async () => {
		const ended = await start('createAndWait', WORKFLOWS.echo, { Text: 'hi' });
		const callsBefore = used.simulator.calls.length;
		const { items } = await runNode(existing('wait', [ended]));
		expect(items[0]?.json).toMatchObject({ status: 'completed', output: { Text: 'hi' } });
		expect(used.simulator.calls).toHaveLength(callsBefore + 1);
	});

	it('waits for several runs in parallel, in the order of the input', async () => {
		const created = [
			await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS }),
			await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS }),
		];
		const execution = await startNode(existing('wait', created));
		await untilFollowed(used.simulator, 2);
		for (const { runId } of [...created].reverse()) {
			used.simulator.hurryRun(runId);
			await waitUntil(() => callsTo(used.simulator, EVENTS).some(({ endedAt }) => endedAt));
		}
		const { items } = await execution.result;
		expect(items.map(({ json }) => json.runId)).toEqual(created.map(({ runId }) => runId));
	});

	it('fails for a failed run, with the reason and the run', async () => {
		const created = await start('create', WORKFLOWS.fail, { Message: 'No such page' });
		const { error } = await runNode(existing('wait', [created]));
		expect(error?.message).toBe('The Noxus run failed: No such page');
		expect(error?.description).toContain(created.runId);
		expect(error?.description).not.toContain('started by this execution');
	});

	it('says that the run is not known', async () => {
		const { error } = await runNode(existing('wait', [{ runId: UNKNOWN, workflowId: '' }]));
		expect(error?.message).toMatch(/^Run .* was not found in this Noxus workspace \[404\]$/);
	});

	it('is not ended by a question that a person has answered already', async () => {
		used.simulator.settings.runMs = UNTIL_HURRIED_MS;
		const created = await start('create', WORKFLOWS.askHuman, {});
		await untilStatus('running');
		hurryRuns(used.simulator);
		await untilStatus('awaiting_human_feedback');
		used.simulator.answerRun(created.runId, 'Yes');
		await untilStatus('running');
		// The replayed question, and the end.
		const { items } = await endFollowed(existing('wait', [created]), 2);
		expect(items[0]?.json).toMatchObject({ status: 'completed', output: { Answer: 'Yes' } });
		expect(callsTo(used.simulator, EVENTS)).toHaveLength(2);
	});

	it.each([
		['leaves', {}, 'running'],
		['stops', { stopRunOnCancel: true }, 'stopped'],
	])('%s the runs when the execution is stopped with %j', async (_case, options, status) => {
		const created = [
			await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS }),
			await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS }),
		];
		// The first wait has come to its limit by then.
		const maxWaitMinutes = `={{ $json.runId === '${created[0]?.runId}' ? 0 : 60 }}`;
		const execution = await startNode(existing('wait', created, { ...options, maxWaitMinutes }));
		await waitUntil(() => callsTo(used.simulator, EVENTS).length === 1);
		await waitUntil(() => callsTo(used.simulator, ONE_RUN).length >= 2);
		execution.cancel();
		await execution.result.catch(() => undefined);
		expect(used.simulator.runs.map((run) => run.status)).toEqual([status, status]);
	});
});

describe('the hint after a long wait', () => {
	const afterAMinute = async (options: Parameters<typeof startNode>[0]) => {
		const execution = await startNode(options);
		await untilFollowed(used.simulator);
		jumpAhead(61_000);
		hurryRuns(used.simulator);
		const { items, hints = [] } = await execution.result;
		expect(items[0]?.json).toMatchObject({ status: 'completed' });
		return hints.map(({ message }) => message);
	};

	it('reports Pause Execution', async () => {
		const parameters = runParameters('createAndWait', WORKFLOWS.slow, {
			...jsonInput({ Milliseconds: UNTIL_HURRIED_MS }),
		});
		const hints = await afterAMinute({ credentials: used.credentials, parameters });
		expect(hints).toEqual([
			expect.stringMatching(/^The wait took over a minute.*Pause Execution.*Items: 1/),
		]);
	});

	it('is not given where the execution could not be paused', async () => {
		const parameters = runParameters('createAndWait', WORKFLOWS.slow, {
			...jsonInput({ Milliseconds: UNTIL_HURRIED_MS }),
		});
		const readAlong = { credentials: used.credentials, parameters, streaming: true };
		expect(await afterAMinute(readAlong)).toEqual([]);
	});

	it('is not given by Wait, which has no such choice', async () => {
		const created = await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS });
		expect(await afterAMinute(existing('wait', [created]))).toEqual([]);
	});
});

describe('Run: Stop', () => {
	const stop = async (run: IDataObject) => await runNode(existing('stop', [run]));

	it.each([
		['running', 5, 'running'],
		['queued', 60_000, 'queued'],
	])('ends a run that is %s', async (_case, queueMs, before) => {
		used.simulator.settings.queueMs = queueMs;
		const created = await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS });
		await untilStatus(before);
		const { items, error } = await stop(created);
		expect(error).toBeUndefined();
		expect(items[0]?.json).toMatchObject({ runId: created.runId, status: 'stopped' });
		expect(items[0]?.json.finishedAt).toMatch(/Z$/);
		expect(theRun().status).toBe('stopped');
	});

	it('ends a run that waits for a person, by its run id alone', async () => {
		const { runId } = await start('create', WORKFLOWS.askHuman, {});
		await untilStatus('awaiting_human_feedback');
		const { items } = await stop({ runId, workflowId: '' });
		expect(items[0]?.json).toMatchObject({ workflowId: WORKFLOWS.askHuman, status: 'stopped' });
	});

	it.each(['unchanged', '400', '404', '409'] as const)(
		'gives a run that has ended as it is, where Noxus answers "%s"',
		async (stopFinishedMode) => {
			used.simulator.settings.stopFinishedMode = stopFinishedMode;
			const ended = await start('createAndWait', WORKFLOWS.echo, { Text: 'hi' });
			const { items, error } = await stop(ended);
			expect(error).toBeUndefined();
			expect(items[0]?.json).toMatchObject({ status: 'completed', output: { Text: 'hi' } });
		},
	);

	it('gives a failed run as it is', async () => {
		const created = await start('create', WORKFLOWS.fail, { Message: 'No such page' });
		await untilStatus('failed');
		const { items } = await stop(created);
		expect(items[0]?.json).toMatchObject({ status: 'failed', errorMessage: 'No such page' });
	});

	it.each(['', WORKFLOWS.slow])('says that the run is not known (workflow "%s")', async (id) => {
		const { error } = await stop({ runId: UNKNOWN, workflowId: id });
		expect(error?.message).toMatch(/^Run .* was not found in this Noxus workspace \[404\]$/);
	});

	it('passes a refusal on while the run continues', async () => {
		const created = await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS });
		await untilStatus('running');
		used.simulator.addFault({ path: STOP.source, kind: 'status', statusCode: 409 });
		const { error } = await stop(created);
		expect(error?.message).toMatch(/\[409\]/);
		expect(theRun().status).toBe('running');
	});

	it('is sent again after a 503, which stops nothing twice', async () => {
		const created = await start('create', WORKFLOWS.slow, { Milliseconds: UNTIL_HURRIED_MS });
		used.simulator.addFault({ path: STOP.source, kind: 'status', statusCode: 503, times: 1 });
		const { items } = await stop(created);
		expect(items[0]?.json).toMatchObject({ status: 'stopped' });
	});
});
