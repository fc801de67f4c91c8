import { readFileSync } from 'node:fs';

import type { INodeParameters } from 'n8n-workflow';

import { SANDBOX_NEVER, SANDBOX_WHEN_NEEDED, withBench, type Bench } from './fixture';
import { megabytes, seconds, table } from './statistics';
import { noxusWorkflow, slowRun } from './workflows';

const EXECUTIONS = 40;
const RUN_MS = 10_000;
const SAMPLE_INTERVAL_MS = 500;
const LIMIT_MS = 15 * 60_000;

interface Cost {
	wallMs: number;
	maxRssGrowthBytes: number;
	maxSockets: number;
}

/** Open connections to a port of this machine, from the kernel's own table. */
function socketsTo(port: number): number {
	const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
	const established = '01';
	const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1);
	return rows.filter((row) => {
		const [, , remote, state] = row.trim().split(/\s+/);
		return remote?.endsWith(`:${hexPort}`) === true && state === established;
	}).length;
}

async function measure({ n8n, simulator, post }: Bench, path: string): Promise<Cost> {
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
	const posts = Array.from({ length: EXECUTIONS }, () => post(path, { items: [{ ms: RUN_MS }] }));
	await Promise.all(posts);
	await n8n.finishedExecutions(id, EXECUTIONS + 1, LIMIT_MS);
	clearInterval(sampler);
	return { ...cost, wallMs: performance.now() - startedAtMs };
}

const parked = slowRun({ whenLong: 'freeWorker', inlineSeconds: 0 });

/** The ways to wait, and when n8n makes its expression sandboxes. */
const WAYS: Array<[string, INodeParameters, Record<string, string>]> = [
	['Pause Execution', parked, {}],
	['Pause Execution, sandbox when needed', parked, SANDBOX_WHEN_NEEDED],
	['Pause Execution, sandbox never', parked, SANDBOX_NEVER],
	['Keep Execution Running', slowRun(), {}],
];

/** One n8n that may run one execution at a time, and 40 executions of a 10 s run. */
export async function freeWorker(): Promise<string> {
	const rows: Array<Array<string | number>> = [
		[
			'40 executions of a 10 s run, concurrency limit 1',
			's',
			'x one run',
			'RSS growth MB',
			'sockets to Noxus',
		],
	];
	for (const [name, parameters, sandbox] of WAYS) {
		const cost = await withBench(
			() => [noxusWorkflow('bench', parameters, 'onReceived')],
			{ N8N_CONCURRENCY_PRODUCTION_LIMIT: '1', ...sandbox },
			async (bench) => await measure(bench, 'bench'),
		);
		rows.push([
			name,
			seconds(cost.wallMs),
			(cost.wallMs / RUN_MS).toFixed(2),
			megabytes(cost.maxRssGrowthBytes),
			cost.maxSockets,
		]);
	}
	return table(rows);
}
