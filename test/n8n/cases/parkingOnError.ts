import { randomUUID } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { failureOf, failureOfRun, MESSAGE, parkFailing } from '../support/failing';
import type { Fixture } from '../support/fixture';
import { begin, hurryRuns } from '../support/parked';
import { parkedWorkflow } from '../support/parkedWorkflow';
import { itemsOf } from '../../../n8n-harness';

/** A run that fails while its execution is parked, beside one that does not. */
export function parkingOnErrorCases(fixture: () => Fixture): void {
	const execute = async (path: string, onError?: INode['onError']) => {
		const parked = await parkFailing(fixture(), { path, onError });
		await hurryRuns(fixture(), parked.runs);
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		expect(parked.runs).toHaveLength(2);
		const runId = parked.runs.find(({ status }) => status === 'failed')?.id;
		const [regular, error] = [0, 1].map((output) => itemsOf(execution, 'Noxus', output));
		expect(itemsOf(execution, 'Regular')).toHaveLength(regular?.length ?? 0);
		expect(itemsOf(execution, 'Error')).toHaveLength(error?.length ?? 0);
		return { regular, error, runId };
	};
	const fine = { json: { output: { Text: 'fine' } }, pairedItem: { item: 1 } };
	const errorJson = (runId?: string) => ({
		error: { message: `The Noxus run failed: ${MESSAGE}`, runId, status: 'failed' },
	});

	test('stop: the execution fails, as if it had not been paused', async () => {
		const parked = await parkFailing(fixture(), { path: 'park-fail-stop' });
		await hurryRuns(fixture(), parked.runs);
		expect(failureOf(await parked.finished())).toMatchObject(failureOfRun(parked));
		expect(parked.runs).toHaveLength(2);
	});

	test('stop: its Retry, and Retry On Fail, start no run', async () => {
		const { n8n, simulator } = fixture();
		const parked = await parkFailing(fixture(), { path: 'park-fail-retry', retryOnFail: true });
		await hurryRuns(fixture(), parked.runs);
		const { id } = await parked.finished();
		const expected = failureOfRun(parked);
		const created = simulator.runs.length;
		for (const loadWorkflow of [false, true]) {
			await n8n.rest.call('POST', `/rest/executions/${id}/retry`, { loadWorkflow });
		}
		const executions = await n8n.finishedExecutions(parked.workflowId, 3);
		for (const execution of executions) {
			expect(failureOf(execution)).toMatchObject(expected);
		}
		expect(executions).toHaveLength(3);
		expect(simulator.runs).toHaveLength(created);
	});

	test('continue: an error item continues along the regular output', async () => {
		const { regular, error, runId } = await execute('park-fail-on', 'continueRegularOutput');
		expect(regular).toMatchObject([{ json: errorJson(runId), pairedItem: { item: 0 } }, fine]);
		expect(error).toEqual([]);
	});

	test('error output: the item goes along the error branch, with its input', async () => {
		const { regular, error, runId } = await execute('park-fail-branch', 'continueErrorOutput');
		expect(regular).toMatchObject([fine]);
		expect(error).toMatchObject([
			{ json: { ...errorJson(runId), Message: MESSAGE }, pairedItem: { item: 0 } },
		]);
	});

	test('Retry On Fail starts nothing twice when an item failed before the parking', async () => {
		const slowOrNone = `={{ $json.Text ? '${WORKFLOWS.slow}' : '${randomUUID()}' }}`;
		const given = { retryOnFail: true, onError: 'continueRegularOutput' } as const;
		const slow = { Text: 'x', Milliseconds: UNTIL_HURRIED_MS };
		const items = [{ Message: 'No such workflow' }, slow];
		const file = parkedWorkflow({ path: 'park-retry', noxusWorkflowId: slowOrNone, ...given });
		const parked = await begin(fixture(), file, items);
		await parked.untilParked();
		await hurryRuns(fixture(), parked.runs);
		const execution = await parked.finished();
		expect(itemsOf(execution, 'Regular')).toMatchObject([
			{ json: { error: { httpCode: '404' } }, pairedItem: { item: 0 } },
			{ json: { status: 'completed' }, pairedItem: { item: 1 } },
		]);
		expect(parked.runs).toHaveLength(1);
	});
}
