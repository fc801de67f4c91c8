import { WORKSPACES, type Call } from '../../../simulator/noxus';
import type { Fixture } from './fixture';
import { waitUntil, type StoredWorkflow } from '../../../n8n-harness';
import { runFinishedWorkflow } from './workflows';

/** A look comes every minute, and n8n is slow on a busy machine. */
export const LOOK_LIMIT_MS = 110_000;
/** Long enough for an execution that should not be there to be written. */
const SETTLE_MS = 3_000;
const PAGE_SIZE = 100;

export const settle = async () => await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

/** Pages of the list of runs that Noxus has given. */
function pagesRead({ simulator }: Fixture): readonly Call[] {
	return simulator.calls.filter(
		({ path, endedAt }) => path === '/v1/runs' && endedAt !== undefined,
	);
}

/** Waits until Noxus was asked for all pages of the list since then: one check at least. */
export async function untilLooked(fixture: Fixture, since: Date): Promise<void> {
	const hasLooked = () => {
		const runs = fixture.simulator.runs.filter(({ workspaceId }) => workspaceId === WORKSPACES.a);
		const pages = Math.max(1, Math.ceil(runs.length / PAGE_SIZE));
		return pagesRead(fixture).filter(({ startedAt }) => startedAt >= since).length >= pages;
	};
	await waitUntil(hasLooked, { what: 'a look', limitMs: LOOK_LIMIT_MS });
}

/** Publishes Noxus Run Finished with a node behind it, and waits until it has noted what is there. */
export async function watchRuns(
	fixture: Fixture,
	name: string,
	pollSecond: number,
): Promise<StoredWorkflow> {
	const since = new Date();
	const workflow = await fixture.n8n.addWorkflow(runFinishedWorkflow(name, pollSecond));
	// n8n 2 publishes in its own time.
	await untilLooked(fixture, since);
	await settle();
	return workflow;
}
