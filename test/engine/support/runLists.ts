import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startRun } from '../../unit/simulator/support/client';
import { runNode, type RunOptions } from './engine';
import { runParameters } from './parameters';
import type { useSimulator } from './simulator';

/** Run: Get Many against the simulator of a test file, and runs to list. */
export function runLists(used: ReturnType<typeof useSimulator>) {
	const getMany = async (
		workflowId: string,
		more: INodeParameters = {},
		options: Partial<RunOptions> = {},
	) =>
		await runNode({
			credentials: used.credentials,
			parameters: runParameters('getMany', workflowId, more),
			...options,
		});
	/** Starts runs of echo; each is said to have been created a minute after the one before. */
	const startRuns = async (count: number): Promise<string[]> => {
		const inputs = Array.from({ length: count }, (_, i) => ({ Text: `run ${i}` }));
		await Promise.all(inputs.map(async (input) => await startRun(used.simulator, 'echo', input)));
		used.simulator.runs.forEach((run, i) => {
			Object.assign(run, { createdAt: new Date(Date.UTC(2025, 0, 15, 10, i)) });
		});
		return used.simulator.runs.map(({ id }) => id);
	};
	return { getMany, startRuns };
}

export const idsOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.runId);
