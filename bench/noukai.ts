import { randomUUID } from 'node:crypto';
import { request } from 'undici';

import { NOUKAI_CREDENTIAL_ID } from '../n8n-harness';
import { WEBHOOK_SECRET, type NoukaiSimulator } from '../simulator/noukai';
import { signatureHeader, unixSeconds } from '../simulator/noukai/webhooks/signature';
import { inParallel } from '../test/n8n/support/callbacks';
import { CONNECTIONS, dispatcher } from './callbackWays';
import { SANDBOX_WHEN_NEEDED, withService, type Bench } from './fixture';
import { freeWorker } from './freeWorker';
import { NOUKAI } from './services';
import { sideBySide } from './sideBySide';
import { quantile, table } from './statistics';
import { noukaiTriggerWorkflow, webhookWorkflow } from './workflows';

const WARM_UP = 50;
const CALLBACKS = 150;
const ROUNDS = 3;
const LIMIT_MS = 3 * 60_000;

const SANDBOXES: Array<[string, Record<string, string>]> = [
	["by n8n's default", {}],
	['when needed', SANDBOX_WHEN_NEEDED],
];

const WAYS = [
	{ name: "n8n's Webhook node", workflow: 'plain', path: 'plain' },
	{ name: 'Noukai Trigger, signature', workflow: 'signed', path: 'hook-signed/webhook' },
];

/** What is measured for Noxus, for Noukai: jobs in parallel, paused executions, signed callbacks. */
export async function noukai(): Promise<string> {
	const tables = [await sideBySide(NOUKAI), await freeWorker(NOUKAI), await callbacks()];
	return tables.join('\n\n');
}

/** Signed callbacks a second, beside the same to n8n's Webhook node, in turns. */
async function callbacks(): Promise<string> {
	const rows = [['callbacks, 20 at a time', 'sandbox', 'per second', 'of the Webhook node']];
	for (const [sandbox, env] of SANDBOXES) {
		const toWorkflows = () => [
			webhookWorkflow('plain'),
			noukaiTriggerWorkflow('signed', NOUKAI_CREDENTIAL_ID),
		];
		const rates = await withService(NOUKAI, toWorkflows, env, measureRates);
		const [plain = Number.NaN] = rates;
		for (const [i, { name }] of WAYS.entries()) {
			const rate = rates[i] ?? Number.NaN;
			rows.push([name, sandbox, rate.toFixed(0), (rate / plain).toFixed(2)]);
		}
	}
	return table(rows);
}

/** The median of the rounds for each way, a second. */
async function measureRates(bench: Bench<NoukaiSimulator>): Promise<number[]> {
	const rates = WAYS.map((): number[] => []);
	for (const way of WAYS) await send(bench, way, WARM_UP);
	for (let round = 0; round < ROUNDS; round++) {
		for (const [i, way] of WAYS.entries()) {
			const ms = await send(bench, way, CALLBACKS);
			rates[i]?.push((CALLBACKS / ms) * 1000);
		}
	}
	return rates.map((ofWay) => quantile(ofWay, 0.5));
}

/** Sends so many callbacks; the time to the end of the last execution, in ms. */
async function send(
	{ n8n, simulator }: Bench<NoukaiSimulator>,
	{ workflow, path }: (typeof WAYS)[number],
	count: number,
): Promise<number> {
	const { id } = n8n.workflow(workflow);
	const before = n8n.countFinished(id);
	const startedAtMs = performance.now();
	const ids = Array.from({ length: count }, () => randomUUID());
	await inParallel(ids, CONNECTIONS, async (executionId) => {
		const url = `${n8n.url}/webhook/${path}`;
		await post(url, bodyOf(executionId), simulator);
	});
	await n8n.untilFinished(id, before + count, LIMIT_MS);
	return performance.now() - startedAtMs;
}

async function post(url: string, body: string, { settings }: NoukaiSimulator): Promise<void> {
	const secrets = { current: WEBHOOK_SECRET, previous: null, rotatedAt: new Date(0) };
	const headers = {
		'content-type': 'application/json',
		'x-noukai-event': 'flow.completed',
		'x-noukai-delivery': randomUUID(),
		'x-noukai-timestamp': String(unixSeconds(Date.now())),
		'x-noukai-signature': signatureHeader(body, Date.now(), secrets, settings.webhook),
	};
	const answer = await request(url, { method: 'POST', headers, body, dispatcher });
	const text = await answer.body.text();
	if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${text}`);
}

/** The body of a webhook as the simulator sends it by default (webhookBody.ts). */
const bodyOf = (executionId: string) =>
	JSON.stringify({
		event: 'flow.completed',
		executionId,
		status: 'completed',
		flowId: randomUUID(),
		slug: 'slow',
		result: { text: `result of ${executionId}` },
		startedAt: '2025-01-15T10:30:00.000Z',
		completedAt: '2025-01-15T10:30:01.500Z',
	});
