import { randomUUID } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { begin, hurryRuns } from '../support/parked';
import { parkedWorkflow } from '../support/parkedWorkflow';
import { itemsOf } from '../../../n8n-harness';

const MESSAGE = 'The invoice has no total';

/** A run that fails while its execution is parked, beside one that does not. */
export function parkingOnErrorCases(fixture: () => Fixture): void {
	const execute = async (path: string, onError?: INode['onError']) => {
		const { settings } = fixture().simulator;
		const usualMs = settings.runMs;
		settings.runMs = UNTIL_HURRIED_MS;
		const noxusWorkflowId = `={{ $json.Message ? '${WORKFLOWS.fail}' : '${WORKFLOWS.echo}' }}`;
		const file = parkedWorkflow({ path, noxusWorkflowId, onError });
		const parked = await begin(fixture(), file, [{ Message: MESSAGE }, { Text: 'fine' }]);
		await parked.untilRuns(2);
		await parked.untilParked();
		await hurryRuns(fixture(), parked.runs);
		settings.runMs = usualMs;
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

	test('stop: an item that says so, because a parked node cannot fail any more', async () => {
		const { regular, error, runId } = await execute('park-fail-stop');
		const json = { runId, status: 'failed', errorMessage: MESSAGE };
		expect(regular).toMatchObject([{ json, pairedItem: { item: 0 } }, fine]);
		expect(error).toEqual([]);
	});

	test('continue: an error item continues along the regular output', async () => {
		const { regular, error, runId } = await execute('park-fail-on', 'continueRegularOutput');
		const failed = { json: errorJson(runId), pairedItem: { item: 0 } };
		expect(regular).toMatchObject([failed, fine]);
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
		const noxusWorkflowId = `={{ $json.Text ? '${WORKFLOWS.slow}' : '${randomUUID()}' }}`;
		const given = { retryOnFail: true, onError: 'continueRegularOutput' } as const;
		const slow = { Text: 'x', Milliseconds: UNTIL_HURRIED_MS };
		const items = [{ Message: 'No such workflow' }, slow];
		const file = parkedWorkflow({ path: 'park-retry', noxusWorkflowId, ...given });
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
