import { WORKFLOWS } from '../../../simulator';
import { finishedRuns } from '../callbacks';
import type { Fixture } from '../fixture';
import { itemsOf, runManually, waitUntil, type StoredWorkflow } from '../server';
import { runFinishedWorkflow } from '../workflows';

// A look comes every minute, and n8n is slow on a busy machine.
const LOOK_LIMIT_MS = 110_000;
const POLL_SECOND = 30;
/** Long enough for n8n to note what the first look has found. */
const SETTLE_MS = 3_000;

/** The ids of the runs that have come out of the trigger, over all executions. */
export function runIdsOf({ n8n }: Fixture, { id }: StoredWorkflow): unknown[] {
	const executions = n8n.executions({ workflowId: id });
	return executions.flatMap((execution) =>
		itemsOf(execution, 'After').map(({ json }) => json.runId),
	);
}

export function runFinishedTestRunCases(fixture: () => Fixture): void {
	test('a test run in the editor gives the run that ended last', async () => {
		const { n8n, simulator } = fixture();
		const [runId] = await finishedRuns(simulator, 1, WORKFLOWS.echo);
		const workflow = await n8n.addWorkflow({
			...runFinishedWorkflow('test-run', 0),
			active: false,
		});
		await runManually(n8n, workflow.id, 'Run Finished');
		const [execution] = await n8n.finishedExecutions(workflow.id, 1);
		expect(execution).toMatchObject({ status: 'success', mode: 'manual' });
		expect(runIdsOf(fixture(), workflow)).toEqual([runId]);
	});
}

/** Looks that n8n takes beside the other cases. */
export function runFinishedBesideCases(fixture: () => Fixture) {
	let workflow: StoredWorkflow | undefined;
	const ids: string[] = [];
	return {
		begin: () =>
			test('n8n begins to look for runs that have ended', async () => {
				const { n8n, simulator } = fixture();
				const looks = () =>
					simulator.calls.filter(({ path, endedAt }) => path === '/v1/runs' && endedAt);
				const before = looks().length;
				workflow = await n8n.addWorkflow(runFinishedWorkflow('beside', POLL_SECOND));
				// n8n 2 publishes in its own time, and what has ended before is not told.
				const what = 'the first look';
				await waitUntil(() => looks().length > before, { what, limitMs: LOOK_LIMIT_MS });
				await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
				ids.push(...(await finishedRuns(simulator, 3)));
				expect(ids).toHaveLength(3);
			}),
		end: () =>
			test('runs that have ended since come out once each', async () => {
				const come = () => (workflow ? runIdsOf(fixture(), workflow) : []);
				const areThere = () => ids.every((id) => come().includes(id));
				await waitUntil(areThere, { what: 'the runs to come', limitMs: LOOK_LIMIT_MS });
				expect(come().filter((id) => ids.includes(String(id)))).toHaveLength(ids.length);
			}),
	};
}
