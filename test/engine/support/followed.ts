import type { Simulator } from '../../../simulator/noxus';
import { callsTo, EVENTS } from './noxusCalls';
import { waitUntil } from './waitUntil';

/** Lets all runs that are running end now. */
export function hurryRuns({ runs, hurryRun }: Simulator): void {
	for (const { id, status } of runs) if (status === 'running') hurryRun(id);
}

/** Waits until all runs are running and so many event streams were asked for. */
export async function untilFollowed(simulator: Simulator, streams = 1): Promise<void> {
	const areRunning = () => simulator.runs.every(({ status }) => status === 'running');
	await waitUntil(() => callsTo(simulator, EVENTS).length === streams && areRunning());
}
