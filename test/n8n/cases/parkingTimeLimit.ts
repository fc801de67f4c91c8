import { WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { begin } from '../support/parked';
import type { ParkedExecution } from '../support/ParkedExecution';
import { parkedWorkflow } from '../support/parkedWorkflow';
import { itemsOf } from '../../../n8n-harness';

// It must not be over before the execution is parked, however slow the machine is.
const MAX_WAIT_MINUTES = 0.5;
// n8n looks for executions whose time has come once a minute.
const TEST_LIMIT_MS = 300_000;

/** Max Wait of a parked execution. What `begin` begins is beside the other cases for a minute. */
export function parkingTimeLimitCases(fixture: () => Fixture) {
	let parked: ParkedExecution | undefined;
	let once: ParkedExecution | undefined;
	return {
		begin: () =>
			test('an execution is parked until its time limit', async () => {
				const noxusWorkflowId = `={{ $json.Text ? '${WORKFLOWS.echo}' : '${WORKFLOWS.askHuman}' }}`;
				const options = { maxWaitMinutes: MAX_WAIT_MINUTES };
				const path = 'park-time-limit';
				const file = parkedWorkflow({ path, noxusWorkflowId, inlineSeconds: 1, options });
				parked = await begin(fixture(), file, [{ Question: 'Ready?' }, { Text: 'quick' }]);
				await parked.untilParked();
				const onceOnly = { path: 'park-time-limit-once', executeOnce: true, options };
				const onceFile = parkedWorkflow({ noxusWorkflowId: WORKFLOWS.askHuman, ...onceOnly });
				once = await begin(fixture(), onceFile, [{ Question: 'First?' }, { Question: 'Second?' }]);
				await once.untilParked();
			}),
		end: () =>
			test(
				'at the time limit the items name the runs to resume later, not the bare input',
				async () => {
					const execution = await parked?.finished(TEST_LIMIT_MS / 2);
					const runs = parked?.runs ?? [];
					expect(execution?.status).toBe('success');
					expect(execution && itemsOf(execution, 'Regular')).toMatchObject([
						{
							json: {
								runId: runs.find(({ workflowId }) => workflowId === WORKFLOWS.askHuman)?.id,
								workflowId: WORKFLOWS.askHuman,
								status: 'awaiting_human_feedback',
								waitTimedOut: true,
							},
							pairedItem: { item: 0 },
						},
						{ json: { status: 'completed', output: { Text: 'quick' } }, pairedItem: { item: 1 } },
					]);
					expect(runs).toHaveLength(2);
					expect(execution && itemsOf(execution, 'Items')).toMatchObject([
						{ json: { Question: 'Ready?' } },
						{ json: { Text: 'quick' } },
					]);
					const late = await parked?.callBack(runs[0]);
					expect(late?.statusCode).toBe(409);
					const single = await once?.finished();
					const handle = { json: { runId: once?.runs[0]?.id, waitTimedOut: true } };
					expect(single && itemsOf(single, 'Regular')).toMatchObject([handle]);
				},
				TEST_LIMIT_MS,
			),
	};
}
