import { WORKFLOWS } from '../../../simulator/noxus';
import { finishedRuns } from '../support/callbacks';
import type { Fixture } from '../support/fixture';
import { LOOK_LIMIT_MS, settle, untilLooked, watchRuns } from '../support/looks';
import {
	itemsOf,
	runManually,
	waitUntil,
	type N8nServer,
	type StoredWorkflow,
} from '../../../n8n-harness';
import { runFinishedWorkflow } from '../support/workflows';

const POLL_SECOND = 30;
const TEST_LIMIT_MS = 300_000;

/** The ids of the runs that the trigger has returned, over all executions. */
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

/** When the last execution of a workflow started. */
function latestStart(n8n: N8nServer, workflow: StoredWorkflow | undefined): Date {
	const starts = n8n.executions({ workflowId: workflow?.id, withoutData: true });
	return new Date(Math.max(...starts.map(({ startedAt }) => Date.parse(startedAt ?? ''))));
}

/** Looks that n8n takes beside the other cases. */
export function runFinishedBesideCases(fixture: () => Fixture) {
	let workflow: StoredWorkflow | undefined;
	const ids: string[] = [];
	return {
		begin: () =>
			test(
				'n8n begins to look for runs that have ended',
				async () => {
					workflow = await watchRuns(fixture(), 'beside', POLL_SECOND);
					ids.push(...(await finishedRuns(fixture().simulator, 3)));
					expect(ids).toHaveLength(3);
				},
				TEST_LIMIT_MS,
			),
		end: () =>
			test(
				'runs that have ended since are returned once each',
				async () => {
					const come = () => (workflow ? runIdsOf(fixture(), workflow) : []);
					const areThere = () => ids.every((id) => come().includes(id));
					await waitUntil(areThere, { what: 'the runs to come', limitMs: LOOK_LIMIT_MS });
					// A run that comes twice comes with the next look.
					await untilLooked(fixture(), latestStart(fixture().n8n, workflow));
					await settle();
					expect(come().filter((id) => ids.includes(String(id)))).toHaveLength(ids.length);
				},
				TEST_LIMIT_MS,
			),
	};
}
