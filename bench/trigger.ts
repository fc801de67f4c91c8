import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';

import { callbackSecretOf } from '../nodes/Noxus/callback/secret';
import { signCallbackUrl } from '../nodes/Noxus/callback/callbackToken';
import { KEYS, WORKFLOWS, type Simulator } from '../simulator';
import { inParallel } from '../test/n8n/callbacks';
import { waitUntil } from '../test/n8n/server';
import { withBench, type Bench } from './fixture';
import { megabytes, quantile, table } from './statistics';
import { triggerWorkflow, webhookWorkflow } from './workflows';

const CONNECTIONS = 20;
const WARM_UP = 200;
const CALLBACKS = 1_000;
const ROUNDS = 5;
const FOR_MEMORY = 10_000;
const TOKEN_VALID_MS = 86_400_000;
const LIMIT_MS = 10 * 60_000;

interface Way {
	name: string;
	/** Name of the workflow and where its webhook is. */
	workflow: string;
	url: string;
	/** Ids of runs for so many callbacks. */
	runIds: (count: number) => Promise<string[]>;
}

const dispatcher = new Agent({ connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 });

/** As Noxus sends it. */
function bodyOf(runId: string): string {
	return JSON.stringify({
		run_id: runId,
		workflow_id: WORKFLOWS.echo,
		status: 'completed',
		outputs: { Text: 'bench' },
		error: null,
		started_at: '2025-01-15T10:30:00.000000',
		completed_at: '2025-01-15T10:30:01.500000',
		duration_ms: 1500,
	});
}

async function post(url: string, runId: string): Promise<void> {
	const headers = { 'content-type': 'application/json' };
	const sent = { method: 'POST', headers, body: bodyOf(runId), dispatcher } as const;
	const { statusCode, body } = await request(url, sent);
	const text = await body.text();
	if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${text}`);
}

/** Posts so many callbacks, 20 at a time; the time to the end of the last execution, in ms. */
async function send({ n8n }: Bench, way: Way, count: number): Promise<number> {
	const { id } = n8n.workflow(way.workflow);
	const before = n8n.countFinished(id);
	const ids = await way.runIds(count);
	const startedAtMs = performance.now();
	await inParallel(ids, CONNECTIONS, async (runId) => await post(way.url, runId));
	await n8n.untilFinished(id, before + count, LIMIT_MS);
	return performance.now() - startedAtMs;
}

/** Runs that have ended, the only ones that the simulator then knows. */
async function endedRuns(simulator: Simulator, count: number): Promise<string[]> {
	simulator.reset();
	Object.assign(simulator.settings, { queueMs: 0, runMs: 0 });
	const url = `${simulator.url}/v1/workflows/${WORKFLOWS.echo}/runs`;
	const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.a };
	const body = JSON.stringify({ input: { Text: 'bench' } });
	await inParallel(Array(count).fill(url), CONNECTIONS, async (target: string) => {
		await (await request(target, { method: 'POST', headers, body, dispatcher })).body.dump();
	});
	const isDone = () => simulator.runs.every(({ status }) => status === 'completed');
	await waitUntil(isDone, { what: 'runs to end', limitMs: LIMIT_MS });
	return simulator.runs.map(({ id }) => id);
}

function waysOf({ n8n, simulator }: Bench): Way[] {
	const urlOf = (path: string) => `${n8n.url}/webhook/${path}`;
	const anyIds = async (count: number) => Array.from({ length: count }, () => randomUUID());
	const signed = signCallbackUrl(urlOf('hook-token/webhook'), {
		workflowId: WORKFLOWS.echo,
		expiresAtMs: Date.now() + TOKEN_VALID_MS,
		secret: callbackSecretOf({ apiKey: KEYS.a }),
	});
	return [
		{ name: "n8n's Webhook node", workflow: 'plain', url: urlOf('plain'), runIds: anyIds },
		{ name: 'Noxus Trigger, token', workflow: 'token', url: signed, runIds: anyIds },
		{
			name: 'Noxus Trigger, confirm',
			workflow: 'confirm',
			url: urlOf('hook-confirm/webhook'),
			runIds: async (count) => await endedRuns(simulator, count),
		},
	];
}

const toWorkflows = () => [
	webhookWorkflow('plain'),
	triggerWorkflow('token', { proofOfOrigin: 'token' }),
	triggerWorkflow('confirm', { proofOfOrigin: 'confirm' }),
];

/** Callbacks per second in turns, so that what else the machine does falls on all of them. */
async function throughput(): Promise<string> {
	return await withBench(toWorkflows, {}, async (bench) => {
		const ways = waysOf(bench);
		const perSecond = new Map<string, number[]>(ways.map(({ name }) => [name, []]));
		for (const way of ways) await send(bench, way, WARM_UP);
		for (let round = 0; round < ROUNDS; round++) {
			for (const way of ways) {
				const ms = await send(bench, way, CALLBACKS);
				perSecond.get(way.name)?.push((CALLBACKS / ms) * 1000);
			}
		}
		const [plain = Number.NaN, ...others] = ways.map(({ name }) =>
			quantile(perSecond.get(name) ?? [], 0.5),
		);
		const rows = [plain, ...others].map((rate, i) => [
			ways[i]?.name ?? '',
			rate.toFixed(0),
			(rate / plain).toFixed(2),
		]);
		return table([['1,000 callbacks, 20 at a time', 'per second', 'of the Webhook node'], ...rows]);
	});
}

/** What n8n has after 10,000 callbacks, each way in an n8n of its own. */
async function memory(): Promise<string> {
	const rows: Array<Array<string | number>> = [
		['memory of n8n, MB', 'before', 'after 10,000 callbacks'],
	];
	for (const index of [0, 1, 2]) {
		const row = await withBench(toWorkflows, {}, async (bench) => {
			const way = waysOf(bench)[index] as Way;
			await send(bench, way, WARM_UP);
			const before = megabytes(bench.n8n.rssBytes());
			for (let sent = 0; sent < FOR_MEMORY; sent += CALLBACKS) await send(bench, way, CALLBACKS);
			return [way.name, before, megabytes(bench.n8n.rssBytes())];
		});
		rows.push(row);
	}
	return table(rows);
}

/** Callbacks to the trigger beside the same to n8n's Webhook node. */
export async function trigger(): Promise<string> {
	return [await throughput(), await memory()].join('\n\n');
}
