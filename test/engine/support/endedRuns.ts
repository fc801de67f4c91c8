import type { SimulatedRun } from '../../../simulator/noxus';
import { finish } from '../../unit/simulator/support/client';
import { RunFinished } from './runFinished';
import type { useSimulator } from './simulator';

/** Paths of lists of runs. */
export const LISTS = /\/runs$/;
export const ALL_STATUSES = ['completed', 'failed', 'stopped', 'awaiting_human_feedback'];

export const sorted = (ids: unknown[]) => [...ids].sort();

/** Runs that end at the simulator of a test file, and triggers that watch them. */
export function endedRuns(used: ReturnType<typeof useSimulator>) {
	const runOf = (id: string) => used.simulator.runs.find((run) => run.id === id) as SimulatedRun;
	return {
		runOf,
		/** A trigger that has taken note of what is there. */
		watching: async (parameters: ConstructorParameters<typeof RunFinished>[1] = {}) => {
			const trigger = new RunFinished(used.credentials, parameters);
			expect(await trigger.look()).toBeNull();
			trigger.save();
			return trigger;
		},
		/** Ends many runs, in parallel. */
		endRuns: async (count: number): Promise<string[]> => {
			const inputs = Array.from({ length: count }, (_, i) => ({ Text: `run ${i}` }));
			const runs = await Promise.all(
				inputs.map(async (input) => await finish(used.simulator, 'echo', input)),
			);
			return runs.map(({ id }) => id);
		},
		/** Ends the runs in Noxus at these minutes of a day, whatever the clock says. */
		endAt: (ids: string[], minuteOf: (index: number) => number): void => {
			ids.forEach((id, i) => {
				const finishedAt = new Date(Date.UTC(2025, 0, 15, 10, minuteOf(i)));
				Object.assign(runOf(id), { createdAt: finishedAt, startedAt: finishedAt, finishedAt });
			});
		},
	};
}
