import type { StoredExecution } from '../n8n-harness';
import { withBench } from './fixture';
import { quantile, table } from './statistics';
import { loopWorkflow, noxusWorkflow, slowRun } from './workflows';

const ROUNDS = 20;
/** Spread over two polling intervals, so that no way is lucky. */
const SHORTEST_RUN_MS = 1_500;
const STEP_MS = 103;

const ways = [
	['this node, event stream', 'stream', 'Noxus'],
	['this node, polling', 'poll', 'Noxus'],
	['HTTP Request + Wait + IF loop', 'loop', 'Is Done'],
] as const;

/** When a node ended for the last time, by n8n's own record. */
export function endOf({ data }: StoredExecution, nodeName: string): number {
	const task = data?.resultData.runData[nodeName]?.at(-1);
	return task ? task.startTime + task.executionTime : Number.NaN;
}

/** Time from the end of a run at Noxus to the end of the node in n8n. */
export async function delay(): Promise<string> {
	return await withBench(
		(url) => [
			noxusWorkflow('stream', slowRun()),
			noxusWorkflow('poll', slowRun({ options: { follow: 'poll' } })),
			loopWorkflow('loop', url),
		],
		{},
		async ({ n8n, simulator, post }) => {
			const rows: Array<Array<string | number>> = [
				[`end of a run to end of the node, ${ROUNDS} runs of 1.5 to 3.5 s`, 'median ms', 'p95 ms'],
			];
			for (const [name, path, nodeName] of ways) {
				await post(path, { items: [{ ms: 1 }] });
				simulator.reset();
				for (let round = 0; round < ROUNDS; round++) {
					await post(path, { items: [{ ms: SHORTEST_RUN_MS + round * STEP_MS }] });
				}
				const { id } = n8n.workflow(path);
				const executions = (await n8n.finishedExecutions(id, ROUNDS + 1)).slice(1);
				const delays = executions.map((execution, i) => {
					return endOf(execution, nodeName) - Number(simulator.runs[i]?.finishedAt);
				});
				rows.push([name, quantile(delays, 0.5).toFixed(0), quantile(delays, 0.95).toFixed(0)]);
			}
			return table(rows);
		},
	);
}
