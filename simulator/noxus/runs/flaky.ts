import type { SimulatorState } from '../state';
import type { SimulatedRun } from './run';

/** Whether the run is one of the first with its input, which are to fail (`failFirst`). */
export function failsFirst(run: SimulatedRun, { runs, settings }: SimulatorState): boolean {
	const input = JSON.stringify(run.input);
	if (settings.failFirst === 0 || !input.includes(settings.failFirstInput)) return false;
	const isAlike = (other: SimulatedRun) =>
		other.workflowId === run.workflowId && JSON.stringify(other.input) === input;
	return runs.slice(0, runs.indexOf(run)).filter(isAlike).length < settings.failFirst;
}
