import { WORKFLOWS } from '../../../simulator';
import { parkedWorkflow, triggeredWorkflow } from '../../n8n/parkedWorkflow';
import { postItems } from '../../n8n/parked';
import { waitUntil } from '../../n8n/server';
import type { ClusterFixture } from '../fixture';

const STEP_LIMIT_MS = 15_000;
const RUN_MS = 6_000;

/** Stop in the editor, for an execution on a worker. */
export function stopCases(fixture: () => ClusterFixture): void {
	const given = { noxusWorkflowId: WORKFLOWS.slow, parameters: { whenLong: 'keepWaiting' } };
	const item = { Milliseconds: RUN_MS };
	const stopOnceRunning = async (workflowId: string, runsBefore: number) => {
		const { n8n, simulator } = fixture();
		const isUnderWay = () => simulator.runs[runsBefore]?.status === 'running';
		await waitUntil(isUnderWay, { what: 'the run', limitMs: STEP_LIMIT_MS });
		const [running] = n8n.executions({ workflowId });
		await n8n.rest.call('POST', `/rest/executions/${running?.id}/stop`, {});
		const [stopped] = n8n.executions({ workflowId });
		expect(stopped?.status).toBe('canceled');
		return { run: simulator.runs[runsBefore], executionId: stopped?.id };
	};

	test('queued by the main process: the node is told, and stops the run', async () => {
		const { n8n, simulator, cluster } = fixture();
		const file = triggeredWorkflow({ path: 'stop-main', ...given }, 'manualTrigger');
		Object.assign(file.nodes[1]?.parameters ?? {}, { inputJson: JSON.stringify(item) });
		const { id } = await n8n.addWorkflow(file);
		const runsBefore = simulator.runs.length;
		const start = { triggerToStartFrom: { name: 'Start' } };
		await n8n.rest.call('POST', `/rest/workflows/${id}/run`, start);
		const { run, executionId } = await stopOnceRunning(id, runsBefore);
		const isStopped = () => run?.status === 'stopped';
		await waitUntil(isStopped, { what: 'the run to be stopped', limitMs: RUN_MS / 2 });
		expect(cluster.workersOf(executionId)).toHaveLength(1);
	});

	test('queued by a webhook process: n8n tells the worker nothing, and the run goes on', async () => {
		const { n8n, simulator, cluster } = fixture();
		const { id } = await n8n.addWorkflow(parkedWorkflow({ path: 'stop-webhook', ...given }));
		const runsBefore = simulator.runs.length;
		await postItems(fixture(), 'stop-webhook', [item]);
		const { run, executionId } = await stopOnceRunning(id, runsBefore);
		const [worker] = cluster.workersOf(executionId);
		expect(worker?.isAtWorkOn(executionId)).toBe(true);
		const isOver = () => worker?.isAtWorkOn(executionId) === false;
		await waitUntil(isOver, { what: 'the worker to finish', limitMs: STEP_LIMIT_MS });
		expect(run?.status).toBe('completed');
		expect(n8n.executions({ workflowId: id })).toMatchObject([{ status: 'canceled' }]);
	});
}
