import { WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { waitUntil } from '../../../n8n-harness';
import { runWorkflow } from '../support/workflows';

const STOP_LIMIT_MS = 60_000;

/** n8n's Stop while a run is waited for. */
export function stopCases(fixture: () => Fixture): void {
	test('Stop in the editor ends the wait at once, and the run', async () => {
		const { n8n, simulator } = fixture();
		const input = { Milliseconds: 600_000 };
		const file = runWorkflow({ path: 'stopped', noxusWorkflowId: WORKFLOWS.slow, input });
		const { id } = await n8n.addWorkflow(file);
		await fetch(`${n8n.url}/webhook/stopped`, { method: 'POST' });
		const slow = () => simulator.runs.filter(({ workflowId }) => workflowId === WORKFLOWS.slow);
		const stream = () => {
			const run = slow().find(({ status }) => status === 'running');
			return simulator.calls.find(({ path }) => path === `/v1/runs/${run?.id}/events`);
		};
		const isFollowed = () => stream() !== undefined;
		await waitUntil(isFollowed, { what: 'the event stream', limitMs: STOP_LIMIT_MS });

		const [running] = n8n.executions({ workflowId: id });
		const open = stream();
		await n8n.rest.call('POST', `/rest/executions/${running?.id}/stop`, {});
		const isCut = () => open?.closedByClient === true;
		await waitUntil(isCut, { what: 'the end of the event stream', limitMs: STOP_LIMIT_MS });
		const [stopped] = await n8n.finishedExecutions(id, 1);
		expect(stopped?.status).toBe('canceled');
		const isRunStopped = () => slow().at(-1)?.status === 'stopped';
		await waitUntil(isRunStopped, { what: 'the run to be stopped', limitMs: STOP_LIMIT_MS });
	});
}
