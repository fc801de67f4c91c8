import type { StoredExecution } from '../../../n8n-harness';
import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from './fixture';
import { begin } from './parked';
import type { ParkedExecution } from './ParkedExecution';
import { parkedWorkflow, type ParkedWorkflow } from './parkedWorkflow';

export const MESSAGE = 'The invoice has no total';

/** Parks a run that will fail and one that will not; both end when they are hurried. */
export async function parkFailing(
	fixture: Fixture,
	given: Omit<ParkedWorkflow, 'noxusWorkflowId'>,
): Promise<ParkedExecution> {
	const { settings } = fixture.simulator;
	const usualMs = settings.runMs;
	settings.runMs = UNTIL_HURRIED_MS;
	const noxusWorkflowId = `={{ $json.Message ? '${WORKFLOWS.fail}' : '${WORKFLOWS.echo}' }}`;
	const file = parkedWorkflow({ noxusWorkflowId, ...given });
	const parked = await begin(fixture, file, [{ Message: MESSAGE }, { Text: 'fine' }]);
	await parked.untilRuns(2);
	await parked.untilParked();
	settings.runMs = usualMs;
	return parked;
}

/** The error with which an execution of `parkFailing` has ended; nothing ran after Noxus. */
export function failureOf({ status, data }: StoredExecution) {
	expect(status).toBe('error');
	const { runData, error } = data?.resultData ?? {};
	expect(Object.keys(runData ?? {})).toEqual(['Webhook', 'Items', 'Noxus']);
	expect(runData?.Noxus).toHaveLength(1);
	return error;
}

/** What that error is to say. */
export function failureOfRun({ runs }: ParkedExecution) {
	const runId = runs.find(({ status }) => status === 'failed')?.id;
	const description = `^Run ${runId}[^]*\\nRuns started by this execution: `;
	return {
		name: 'NodeOperationError',
		message: `The Noxus run failed: ${MESSAGE}`,
		description: expect.stringMatching(description) as string,
		context: { runId, status: 'failed', itemIndex: 0 },
	};
}
