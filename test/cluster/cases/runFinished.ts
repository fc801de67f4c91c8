import { finishedRuns } from '../../n8n/support/callbacks';
import { runIdsOf } from '../../n8n/cases/runFinishedBeside';
import { LOOK_LIMIT_MS, settle, untilLooked, watchRuns } from '../../n8n/support/looks';
import { waitUntil } from '../../../n8n-harness';
import type { ClusterFixture } from '../fixture';

const RUNS_A_LOOK = 20;
const LOOKS = 2;
const POLL_SECOND = 30;

/** The main process looks, and workers give out what it found. */
export function runFinishedCases(fixture: () => ClusterFixture): void {
	test('Noxus Run Finished: each run once, whichever worker gives it out', async () => {
		const { n8n, simulator, cluster } = fixture();
		const workflow = await watchRuns(fixture(), 'cluster-run-finished', POLL_SECOND);
		const ended: string[] = [];
		for (let look = 0; look < LOOKS; look++) {
			ended.push(...(await finishedRuns(simulator, RUNS_A_LOOK)));
			const areThere = () => runIdsOf(fixture(), workflow).length >= ended.length;
			await waitUntil(areThere, { what: `${ended.length} runs`, limitMs: LOOK_LIMIT_MS });
		}
		// A run that comes twice comes with the next look.
		await untilLooked(fixture(), new Date());
		await settle();
		expect([...runIdsOf(fixture(), workflow)].sort()).toEqual([...ended].sort());
		const executions = n8n.executions({ workflowId: workflow.id });
		expect(executions.filter(({ status }) => status !== 'success')).toEqual([]);
		await cluster.untilStarted(
			executions.map(({ id }) => id),
			1,
		);
		await n8n.unpublish(workflow);
	});
}
