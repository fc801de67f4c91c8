import { request } from 'undici';

import { inParallel } from '../test/n8n/support/callbacks';
import { callbackBody } from '../test/n8n/support/storm';
import { CONNECTIONS, dispatcher, type Way } from './callbackWays';
import type { Bench } from './fixture';

const LIMIT_MS = 10 * 60_000;

async function post(url: string, runId: string): Promise<void> {
	const headers = { 'content-type': 'application/json' };
	const sent = { method: 'POST', headers, body: callbackBody(runId), dispatcher } as const;
	const { statusCode, body } = await request(url, sent);
	const text = await body.text();
	if (statusCode !== 200) throw new Error(`${url}: ${statusCode} ${text}`);
}

/** Posts so many callbacks, 20 at a time; the time to the end of the last execution, in ms. */
export async function sendCallbacks({ n8n }: Bench, way: Way, count: number): Promise<number> {
	const { id } = n8n.workflow(way.workflow);
	const before = n8n.countFinished(id);
	const ids = await way.runIds(count);
	const startedAtMs = performance.now();
	await inParallel(ids, CONNECTIONS, async (runId) => await post(way.url, runId));
	await n8n.untilFinished(id, before + count, LIMIT_MS);
	return performance.now() - startedAtMs;
}
