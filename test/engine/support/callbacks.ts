import type { SimulatedRun } from '../../../simulator/noxus';
import { WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from './engine';
import { jsonInput, runParameters } from './parameters';
import type { useSimulator } from './simulator';
import type { Delivery } from './trigger';

/** A run that has ended, and the callback that Noxus posts for it. */
export async function finishedRun(
	used: ReturnType<typeof useSimulator>,
	workflowId: string = WORKFLOWS.echo,
) {
	await runNode({
		credentials: used.credentials,
		onError: 'continueRegularOutput',
		parameters: runParameters('createAndWait', workflowId, jsonInput({ Text: 'hi' })),
	});
	const run = used.simulator.runs.at(-1) as SimulatedRun;
	return { run, callback: callbackOf(run) };
}

const callbackOf = (run: SimulatedRun) => ({
	run_id: run.id,
	workflow_id: run.workflowId,
	status: run.status,
	outputs: { Text: 'hi' },
	error: run.status === 'failed' ? 'Reason' : null,
	started_at: '2025-01-15T10:30:00.000000',
	completed_at: '2025-01-15T10:30:01.500000',
	duration_ms: 1500,
});

/** What the item has of the times of such a callback. */
export const TIMES = {
	startedAt: '2025-01-15T10:30:00.000Z',
	finishedAt: '2025-01-15T10:30:01.500Z',
	durationMs: 1500,
	receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
};

export const itemsOf = ({ result }: Delivery) => result.workflowData?.[0]?.map(({ json }) => json);
export const started = (delivery: Delivery) => delivery.result.workflowData !== undefined;
