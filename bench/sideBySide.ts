import { withBench } from './fixture';
import { quantile, seconds, table } from './statistics';
import { loopWorkflow, noxusWorkflow, slowRun } from './workflows';

const RUNS = 50;
/** One after another, so that their number only makes it longer. */
const LOOPED_RUNS = 10;
const RUN_MS = 2_000;

const ROUNDS = 5;

/** Wall time of 50 runs of 2 s each: ideal, this node (median), and the loop that people build. */
export async function sideBySide(): Promise<string> {
	const itemsOf = (count: number) => Array.from({ length: count }, () => ({ ms: RUN_MS }));
	const concurrent = (count: number) => slowRun({ options: { maxConcurrentRuns: count } });
	return await withBench(
		(url) => [
			noxusWorkflow('by-10', concurrent(10)),
			noxusWorkflow('by-50', concurrent(50)),
			loopWorkflow('loop', url),
		],
		{},
		async ({ post }) => {
			const warmUp = { items: [{ ms: 1 }] };
			const rows: Array<Array<string | number>> = [
				['runs of 2 s', 'runs', 'ideal s', 's', 'ratio'],
			];
			const measure = async (
				name: string,
				path: string,
				runs: number,
				atOnce: number,
				rounds = 1,
			) => {
				await post(path, warmUp);
				const idealMs = (runs / atOnce) * RUN_MS;
				const taken = [];
				while (taken.length < rounds) taken.push(await post(path, { items: itemsOf(runs) }));
				const ms = quantile(taken, 0.5);
				rows.push([name, runs, seconds(idealMs), seconds(ms), (ms / idealMs).toFixed(2)]);
			};
			await measure('this node, Max Concurrent Runs 10', 'by-10', RUNS, 10, ROUNDS);
			await measure('this node, Max Concurrent Runs 50', 'by-50', RUNS, 50, ROUNDS);
			await measure('HTTP Request + Wait + IF loop', 'loop', LOOPED_RUNS, 1);
			return table(rows);
		},
	);
}
