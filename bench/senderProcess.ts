/** Sends what its parent process gives it, apart from all that is measured. */
import { Agent, request } from 'undici';

import { inParallel } from '../test/n8n/support/callbacks';

/** Something to post, with the name by which it is found again. */
export interface BenchPost {
	key: string;
	url: string;
	body: string;
}

export interface SenderPlan {
	posts: BenchPost[];
	atOnce: number;
}

/** When a post was sent, in ms since 1970, and what it was answered. */
export interface SentPost {
	key: string;
	sentAtMs: number;
	statusCode: number;
}

async function sendAll({ posts, atOnce }: SenderPlan): Promise<SentPost[]> {
	const dispatcher = new Agent({ connections: atOnce, headersTimeout: 0, bodyTimeout: 0 });
	const sent: SentPost[] = [];
	await inParallel(posts, atOnce, async ({ key, url, body }) => {
		const sentAtMs = Date.now();
		const headers = { 'content-type': 'application/json' };
		const answer = await request(url, { method: 'POST', headers, body, dispatcher });
		await answer.body.dump();
		sent.push({ key, sentAtMs, statusCode: answer.statusCode });
	});
	return sent;
}

process.once('message', (plan: SenderPlan) => {
	void sendAll(plan).then((sent) => process.send?.(sent));
});
