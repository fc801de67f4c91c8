import type { SimulatedRun, Simulator } from '../../simulator/noxus';
import { inParallel } from '../n8n/support/callbacks';
import { postItems } from '../n8n/support/parked';
import { waitUntil } from '../../n8n-harness';
import type { ClusterFixture } from './fixture';
import { MANY_LIMIT_MS } from './limits';

const CALLS_AT_ONCE = 16;

/** Texts that tell the items of a test from all others. */
export function numbered(name: string, count: number): string[] {
	return Array.from({ length: count }, (_, place) => `${name} ${place}`);
}

/** The runs that have one of these texts as an input. */
export function runsOf({ runs }: Simulator, texts: string[]): SimulatedRun[] {
	const wanted = new Set<unknown>(texts);
	return runs.filter(({ input }) => Object.values(input).some((value) => wanted.has(value)));
}

/** The texts that runs were started with, in order: as many times as there were runs. */
export function startedTexts(simulator: Simulator, texts: string[]): unknown[] {
	const wanted = new Set<unknown>(texts);
	const inputs = runsOf(simulator, texts).map(({ input }) => Object.values(input));
	return inputs.map((values) => values.find((value) => wanted.has(value))).sort();
}

export async function untilRuns(simulator: Simulator, texts: string[]): Promise<void> {
	const isThere = () => runsOf(simulator, texts).length >= texts.length;
	const what = `${texts.length} runs like "${texts[0]}"`;
	await waitUntil(isThere, { what, limitMs: MANY_LIMIT_MS });
}

/** Lets runs end that would take their time. */
export async function hurryAll(simulator: Simulator, runs: SimulatedRun[]): Promise<void> {
	for (const run of runs) {
		await run.until((status) => status === 'running');
		simulator.hurryRun(run.id);
	}
}

/** One execution for each of the items: many callers at once, as on a busy day. */
export async function postEach(
	fixture: ClusterFixture,
	path: string,
	items: object[],
): Promise<void> {
	const post = async (item: object) => await postItems(fixture, path, [item]);
	await inParallel(items, CALLS_AT_ONCE, post);
}
