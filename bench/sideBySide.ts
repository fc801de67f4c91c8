import { withService } from './fixture';
import { NOXUS, type BenchService } from './services';
import { quantile, seconds, table } from './statistics';
import { itemsWorkflow, loopWorkflow } from './workflows';

const RUNS = 50;
/** One after another, so that their number only makes it longer. */
const LOOPED_RUNS = 10;
const RUN_MS = 2_000;

const ROUNDS = 5;

/**
 * Wall time of 50 runs of 2 s each: ideal, this node (median), and for Noxus the loop that people
 * build.
 */
export async function sideBySide(service: BenchService = NOXUS): Promise<string> {
	const itemsOf = (count: number) => Array.from({ length: count }, () => ({ ms: RUN_MS }));
	const { nouns, waiting } = service;
	const isNoxus = service.name === NOXUS.name;
	return await withService(
		service,
		(url) => [
			itemsWorkflow('by-10', [waiting({ atOnce: 10 })], 'lastNode'),
			itemsWorkflow('by-50', [waiting({ atOnce: 50 })], 'lastNode'),
			...(isNoxus ? [loopWorkflow('loop', url)] : []),
		],
		{},
		async ({ post }) => {
			const warmUp = { items: [{ ms: 1 }] };
			const rows: Array<Array<string | number>> = [
				[`${nouns} of 2 s`, nouns, 'ideal s', 's', 'ratio'],
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
			await measure('this node, 10 in parallel', 'by-10', RUNS, 10, ROUNDS);
			await measure('this node, 50 in parallel', 'by-50', RUNS, 50, ROUNDS);
			if (isNoxus) await measure('HTTP Request + Wait + IF loop', 'loop', LOOPED_RUNS, 1);
			return table(rows);
		},
	);
}
