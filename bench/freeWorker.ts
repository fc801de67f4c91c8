import { SANDBOX_NEVER, SANDBOX_WHEN_NEEDED, withService, type Bench } from './fixture';
import { NOXUS, type BenchService, type WaitSettings } from './services';
import { socketsTo } from './sockets';
import { megabytes, seconds, table } from './statistics';
import { itemsWorkflow } from './workflows';

const EXECUTIONS = 40;
/** One after another, so that their number only makes it longer. */
const KEPT_WAITING = 4;
const RUN_MS = 10_000;
const SAMPLE_INTERVAL_MS = 500;
const LIMIT_MS = 15 * 60_000;

interface Cost {
	wallMs: number;
	maxRssGrowthBytes: number;
	maxSockets: number;
}

async function measure(
	{ n8n, simulator, post }: Bench<{ port: number }>,
	path: string,
	executions: number,
): Promise<Cost> {
	const { id } = n8n.workflow(path);
	await post(path, { items: [{ ms: 1 }] });
	await n8n.finishedExecutions(id, 1);
	const idleBytes = n8n.rssBytes();
	const startedAtMs = performance.now();
	const cost = { wallMs: 0, maxRssGrowthBytes: 0, maxSockets: 0 };
	const sampler = setInterval(() => {
		const growth = n8n.rssBytes() - idleBytes;
		cost.maxRssGrowthBytes = Math.max(cost.maxRssGrowthBytes, growth);
		cost.maxSockets = Math.max(cost.maxSockets, socketsTo(simulator.port));
	}, SAMPLE_INTERVAL_MS);
	const posts = Array.from({ length: executions }, () => post(path, { items: [{ ms: RUN_MS }] }));
	await Promise.all(posts);
	await n8n.finishedExecutions(id, executions + 1, LIMIT_MS);
	clearInterval(sampler);
	return { ...cost, wallMs: performance.now() - startedAtMs };
}

/** The ways to wait, and when n8n makes its expression sandboxes. */
const WAYS: Array<[string, number, WaitSettings, Record<string, string>]> = [
	['Pause Execution', EXECUTIONS, { isPaused: true }, {}],
	['Pause Execution, sandbox when needed', EXECUTIONS, { isPaused: true }, SANDBOX_WHEN_NEEDED],
	['Pause Execution, sandbox never', EXECUTIONS, { isPaused: true }, SANDBOX_NEVER],
	['Keep Execution Running', KEPT_WAITING, {}, {}],
];

/** One n8n that may run one execution at a time, and executions of a 10 s run. */
export async function freeWorker(service: BenchService = NOXUS): Promise<string> {
	const rows: Array<Array<string | number>> = [
		[
			`executions that wait 10 s for ${service.name}, concurrency limit 1`,
			'executions',
			's',
			'x one',
			'RSS growth MB',
			'sockets to it',
		],
	];
	for (const [name, executions, settings, sandbox] of WAYS) {
		const cost = await withService(
			service,
			() => [itemsWorkflow('bench', [service.waiting(settings)], 'onReceived')],
			{ N8N_CONCURRENCY_PRODUCTION_LIMIT: '1', ...sandbox },
			async (bench) => await measure(bench, 'bench', executions),
		);
		rows.push([
			name,
			executions,
			seconds(cost.wallMs),
			(cost.wallMs / RUN_MS).toFixed(2),
			megabytes(cost.maxRssGrowthBytes),
			cost.maxSockets,
		]);
	}
	return table(rows);
}
