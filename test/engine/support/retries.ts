/** What the tests of Retry Failed Runs have in common. */
import type { INodeParameters } from 'n8n-workflow';

import { WORKFLOWS, type SimulatedRun } from '../../../simulator/noxus';
import type { RunOptions } from './engine';
import { runParameters } from './parameters';
import { useSimulator } from './simulator';

const used = useSimulator();

/** With which the simulator lets a run fail. */
export const REASON = 'The workflow failed for now';

/** How an item lists a run that failed. */
export const failed = (runId: string | undefined) => ({ runId, errorMessage: REASON });

/** The runs at Noxus, in the order in which they were started. */
export const runs = (): readonly SimulatedRun[] => used.simulator.runs;

export const ids = (): string[] => runs().map(({ id }) => id);

/** Create and Wait of Echo for each text, with two retries if `options` do not say otherwise. */
export const retrying = (
	texts: string[],
	options: INodeParameters = {},
	more: Partial<RunOptions> = {},
): RunOptions => ({
	credentials: used.credentials,
	items: texts.map((Text) => ({ json: { Text } })),
	parameters: runParameters('createAndWait', WORKFLOWS.echo, {
		inputMode: 'json',
		inputJson: '={{ $json }}',
		options: { retryFailedRuns: 2, checkInputs: false, ...options },
	}),
	...more,
});
