import { withBench } from './fixture';
import { quantile, seconds, table } from './statistics';
import { loopWorkflow, noxusWorkflow, slowRun } from './workflows';

const RUNS = 50;
const RUN_MS = 2_000;

const ROUNDS = 5;

/** Wall time of 50 runs of 2 s each: ideal, this node (median), and the loop that people build. */
export async function sideBySide(): Promise<string> {
	const items = Array.from({ length: RUNS }, () => ({ ms: RUN_MS }));
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
			const rows: Array<Array<string | number>> = [['50 runs of 2 s', 'ideal s', 's', 'ratio']];
			const measure = async (name: string, path: string, sideBySideCount: number, rounds = 1) => {
				await post(path, warmUp);
				const idealMs = (RUNS / sideBySideCount) * RUN_MS;
				const taken = [];
				while (taken.length < rounds) taken.push(await post(path, { items }));
				const ms = quantile(taken, 0.5);
				rows.push([name, seconds(idealMs), seconds(ms), (ms / idealMs).toFixed(2)]);
			};
			await measure('this node, Max Concurrent Runs 10', 'by-10', 10, ROUNDS);
			await measure('this node, Max Concurrent Runs 50', 'by-50', 50, ROUNDS);
			await measure('HTTP Request + Wait + IF loop', 'loop', 1);
			return table(rows);
		},
	);
}
