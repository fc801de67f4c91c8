import { request } from 'undici';

import { inParallel } from '../test/n8n/support/callbacks';
import { CONNECTIONS, dispatcher, toWorkflows, waysOf, type Way } from './callbackWays';
import { withBench, type Bench } from './fixture';
import { sendCallbacks } from './sendCallbacks';
import { megabytes, table } from './statistics';

const WARM_UP = 200;
const AT_ONCE = 500;
const FOR_MEMORY = 10_000;

/** What n8n has after 10,000 callbacks, each way in an n8n of its own. */
export async function triggerMemory(): Promise<string> {
	const rows: Array<Array<string | number>> = [['memory of n8n, MB', 'before', 'after 10,000']];
	for (const workflow of ['plain', 'token', 'confirm']) {
		const row = await withBench(toWorkflows, {}, async (bench) => {
			const way = waysOf(bench).find((one) => one.workflow === workflow) as Way;
			await sendCallbacks(bench, way, WARM_UP);
			const before = megabytes(bench.n8n.rssBytes());
			for (let sent = 0; sent < FOR_MEMORY; sent += AT_ONCE)
				await sendCallbacks(bench, way, AT_ONCE);
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
