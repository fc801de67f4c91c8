import { type SimulatedRun, UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { parkedWorkflow, triggeredWorkflow } from '../../n8n/support/parkedWorkflow';
import { postItems } from '../../n8n/support/parked';
import { waitUntil } from '../../../n8n-harness';
import type { ClusterFixture } from '../fixture';
import { STEP_LIMIT_MS } from '../limits';

const GIVEN = { noxusWorkflowId: WORKFLOWS.slow, parameters: { whenLong: 'keepWaiting' } };
const ITEM = { Milliseconds: UNTIL_HURRIED_MS };

/** An execution on a worker, which waits for a run that does not end by itself. */
interface Waiting {
	workflowId: string;
	executionId: number | undefined;
	run: SimulatedRun | undefined;
}

/** Stop in the editor, for an execution on a worker. */
export function stopCases(fixture: () => ClusterFixture): void {
	test('queued by the main process: the node is notified, and stops the run', async () => {
		const waiting = await queuedByMain(fixture(), 'stop-main');
		await stop(fixture(), waiting);
		await untilStopped(waiting);
		await fixture().cluster.untilStarted([Number(waiting.executionId)], 1);
		expect(fixture().cluster.workersOf(waiting.executionId)).toHaveLength(1);
	});

	test('queued by a webhook process: n8n notifies no worker, and the run continues', async () => {
		const untold = await queuedByWebhook(fixture(), 'stop-webhook');
		await stop(fixture(), untold);
		// What is reported later has arrived by then; so would this have.
		const reported = await queuedByMain(fixture(), 'stop-main-later');
		await stop(fixture(), reported);
		await untilStopped(reported);
		const { run, executionId } = untold;
		expect(run?.status).toBe('running');
		await fixture().cluster.untilStarted([Number(executionId)], 1);
		const [worker] = fixture().cluster.workersOf(executionId);
		expect(worker?.isAtWorkOn(executionId)).toBe(true);
		fixture().simulator.hurryRun(run?.id ?? '');
		const isOver = () => worker?.isAtWorkOn(executionId) === false;
		await waitUntil(isOver, { what: 'the worker to finish', limitMs: STEP_LIMIT_MS });
		expect(run?.status).toBe('completed');
		expectCanceled(fixture(), untold);
	});
}

async function queuedByMain(fixture: ClusterFixture, path: string): Promise<Waiting> {
	const { n8n } = fixture;
	const file = triggeredWorkflow({ path, ...GIVEN }, 'manualTrigger');
	Object.assign(file.nodes[1]?.parameters ?? {}, { inputJson: JSON.stringify(ITEM) });
	const { id } = await n8n.addWorkflow(file);
	const start = { triggerToStartFrom: { name: 'Start' } };
	const begin = async () => await n8n.rest.call('POST', `/rest/workflows/${id}/run`, start);
	return await waitingIn(fixture, id, begin);
}

async function queuedByWebhook(fixture: ClusterFixture, path: string): Promise<Waiting> {
	const { id } = await fixture.n8n.addWorkflow(parkedWorkflow({ path, ...GIVEN }));
	return await waitingIn(fixture, id, async () => await postItems(fixture, path, [ITEM]));
}

async function waitingIn(
	{ n8n, simulator }: ClusterFixture,
	workflowId: string,
	begin: () => Promise<unknown>,
): Promise<Waiting> {
	const runsBefore = simulator.runs.length;
	await begin();
	const isUnderWay = () => simulator.runs[runsBefore]?.status === 'running';
	await waitUntil(isUnderWay, { what: 'the run', limitMs: STEP_LIMIT_MS });
	const [execution] = n8n.executions({ workflowId });
	return { workflowId, executionId: execution?.id, run: simulator.runs[runsBefore] };
}

async function stop(fixture: ClusterFixture, waiting: Waiting): Promise<void> {
	await fixture.n8n.rest.call('POST', `/rest/executions/${waiting.executionId}/stop`, {});
	expectCanceled(fixture, waiting);
}

async function untilStopped({ run }: Waiting): Promise<void> {
	const isStopped = () => run?.status === 'stopped';
	await waitUntil(isStopped, { what: 'the run to be stopped', limitMs: STEP_LIMIT_MS });
}

function expectCanceled({ n8n }: ClusterFixture, { workflowId }: Waiting): void {
	expect(n8n.executions({ workflowId })).toMatchObject([{ status: 'canceled' }]);
}
