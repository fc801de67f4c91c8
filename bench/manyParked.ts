import { SANDBOX_WHEN_NEEDED, withBench, type Bench } from './fixture';
import { seconds, table } from './statistics';
import { noxusWorkflow, slowRun } from './workflows';

const SIZES = [50, 500, 1_000];
/** Long enough that all are parked before the first has ended. */
const RUN_MS = 30_000;
const LIMIT_MS = 5 * 60_000;

async function measure({ n8n, simulator, post }: Bench, size: number) {
	const { id } = n8n.workflow('bench');
	const executionsBefore = n8n.executions({ workflowId: id, withoutData: true }).length;
	simulator.reset();
	await post('bench', { items: Array.from({ length: size }, () => ({ ms: RUN_MS })) });
	await n8n.finishedExecutions(id, executionsBefore + 1, LIMIT_MS);
	const stoppedAt = n8n.executions({ workflowId: id, withoutData: true }).at(-1)?.stoppedAt;
	const lastCallbackMs = Math.max(...simulator.callbacks.map(({ sentAt }) => Number(sentAt)));
	const afterLastMs = Date.parse(stoppedAt ?? '') - lastCallbackMs;
	return { afterLastMs, calls: simulator.calls.length, created: simulator.runs.length };
}

/** When n8n makes an expression sandbox. */
const SANDBOXES: Array<[string, Record<string, string>]> = [
	["by n8n's default", {}],
	['when needed', SANDBOX_WHEN_NEEDED],
];

/** Many parked runs in one execution: the time to continue after the last callback, and the API calls. */
export async function manyParked(): Promise<string> {
	const options = { maxConcurrentRuns: 100 };
	const parameters = slowRun({ whenLong: 'freeWorker', inlineSeconds: 0, options });
	const rows: Array<Array<string | number>> = [
		[
			'parked runs in one execution',
			'sandbox',
			'runs created',
			'last callback to end, s',
			'API calls',
			'calls per run',
		],
	];
	for (const [sandbox, env] of SANDBOXES) {
		await withBench(
			() => [noxusWorkflow('bench', parameters, 'onReceived')],
			env,
			async (bench) => {
				for (const size of SIZES) {
					const { afterLastMs, calls, created } = await measure(bench, size);
					const perRun = (calls / size).toFixed(2);
					rows.push([size, sandbox, created, seconds(afterLastMs), calls, perRun]);
				}
			},
		);
	}
	return table(rows);
}
