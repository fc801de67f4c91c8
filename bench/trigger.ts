import { request } from 'undici';

import { inParallel } from '../test/n8n/callbacks';
import { callbackBody } from '../test/n8n/storm';
import { CONNECTIONS, dispatcher, toWorkflows, waysOf, type Way } from './callbackWays';
import { withBench, type Bench } from './fixture';
import { megabytes, quantile, table } from './statistics';

const WARM_UP = 200;
const CALLBACKS = 500;
const ROUNDS = 3;
const FOR_MEMORY = 10_000;
const LIMIT_MS = 10 * 60_000;

async function post(url: string, runId: string): Promise<void> {
	const headers = { 'content-type': 'application/json' };
	const sent = { method: 'POST', headers, body: callbackBody(runId), dispatcher } as const;
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
		return table([
			[`${CALLBACKS} callbacks, ${CONNECTIONS} at a time`, 'per second', 'of the Webhook node'],
			...rows,
		]);
	});
}

/** What n8n has after 10,000 callbacks, each way in an n8n of its own. */
async function memory(): Promise<string> {
	const rows: Array<Array<string | number>> = [['memory of n8n, MB', 'before', 'after 10,000']];
	for (const workflow of ['plain', 'token', 'confirm']) {
		const row = await withBench(toWorkflows, {}, async (bench) => {
			const way = waysOf(bench).find((one) => one.workflow === workflow) as Way;
			await send(bench, way, WARM_UP);
			const before = megabytes(bench.n8n.rssBytes());
			for (let sent = 0; sent < FOR_MEMORY; sent += CALLBACKS) await send(bench, way, CALLBACKS);
			return [way.name, before, megabytes(bench.n8n.rssBytes())];
		});
		rows.push(row);
	}
	rows.push(await withBench(toWorkflows, {}, memoryOfBadRequests));
	return table(rows);
}

/** The same for requests that are no callbacks, which start nothing. */
async function memoryOfBadRequests(bench: Bench): Promise<Array<string | number>> {
	const { url } = waysOf(bench).find(({ workflow }) => workflow === 'token') as Way;
	const body = JSON.stringify({ hello: 'world'.repeat(200) });
	const headers = { 'content-type': 'application/json' };
	const post = async () => {
		const answer = await request(url, { method: 'POST', headers, body, dispatcher });
		await answer.body.dump();
		if (answer.statusCode !== 400) throw new Error(`${url}: ${answer.statusCode}`);
	};
	await inParallel(Array(WARM_UP).fill(url), CONNECTIONS, post);
	const before = megabytes(bench.n8n.rssBytes());
	await inParallel(Array(FOR_MEMORY).fill(url), CONNECTIONS, post);
	return ['10,000 requests that are no callbacks', before, megabytes(bench.n8n.rssBytes())];
}

/** Callbacks to the trigger beside the same to n8n's Webhook node. */
export async function trigger(): Promise<string> {
	return [await throughput(), await memory()].join('\n\n');
}
