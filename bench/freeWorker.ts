import type { WorkflowFile } from '../n8n-harness';
import { SANDBOX_NEVER, SANDBOX_WHEN_NEEDED, withService, type Bench } from './fixture';
import { NOXUS, type BenchService, type WaitSettings } from './services';
import { socketsTo } from './sockets';
import { megabytes, seconds, table } from './statistics';
import { itemsWorkflow, waitForCallback } from './workflows';

const EXECUTIONS = 40;
/** One after another, so that their number only makes it longer. */
const KEPT_WAITING = 4;
const RUN_MS = 10_000;
/** A callback that comes before n8n's Wait node waits is lost. */
const WARM_UP_MS = 2_000;
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
	await post(path, { items: [{ ms: WARM_UP_MS }] });
	await n8n.untilFinished(id, 1);
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
	await n8n.untilFinished(id, executions + 1, LIMIT_MS);
	clearInterval(sampler);
	return { ...cost, wallMs: performance.now() - startedAtMs };
}

interface Way {
	name: string;
	executions?: number;
	settings?: WaitSettings;
	/** When n8n makes its expression sandboxes. */
	sandbox?: Record<string, string>;
}

const IS_PAUSED = { isPaused: true };
const NO_EXPRESSION = { ...IS_PAUSED, fixedMs: RUN_MS };

const WAYS: Way[] = [
	{ name: 'Pause Execution', settings: IS_PAUSED },
	{
		name: 'Pause Execution, sandbox when needed',
		settings: IS_PAUSED,
		sandbox: SANDBOX_WHEN_NEEDED,
	},
	{
		name: 'Pause Execution, sandbox when needed, no expression in the workflow',
		settings: NO_EXPRESSION,
		sandbox: SANDBOX_WHEN_NEEDED,
	},
	{ name: 'Pause Execution, sandbox never', settings: IS_PAUSED, sandbox: SANDBOX_NEVER },
	{ name: 'Keep Execution Running', executions: KEPT_WAITING },
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
	const add = async (
		{ name, executions = EXECUTIONS, sandbox }: Way,
		toWorkflow: (url: string) => WorkflowFile,
	) => {
		const { wallMs, maxRssGrowthBytes, maxSockets } = await withService(
			service,
			(url) => [toWorkflow(url)],
			{ N8N_CONCURRENCY_PRODUCTION_LIMIT: '1', ...sandbox },
			async (bench) => await measure(bench, 'bench', executions),
		);
		const ratio = (wallMs / RUN_MS).toFixed(2);
		const growth = megabytes(maxRssGrowthBytes);
		rows.push([name, executions, seconds(wallMs), ratio, growth, maxSockets]);
	};
	for (const way of WAYS) {
		const node = service.waiting(way.settings ?? {});
		await add(way, () => itemsWorkflow('bench', [node], 'onReceived'));
	}
	if (service.name === NOXUS.name) {
		const name = 'HTTP Request + Wait (On Webhook Call), sandbox when needed';
		const way = { name, sandbox: SANDBOX_WHEN_NEEDED };
		await add(way, (url) => waitForCallback('bench', url));
	}
	return table(rows);
}
