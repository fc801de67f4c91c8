import { Agent, request } from 'undici';

/** Something that is posted to a trigger, and what the sender of it heard in the end. */
export interface Post {
	url: string;
	body: string;
	headers?: Record<string, string>;
}

export interface Heard {
	statusCode: number;
	body: string;
	/** How often it was sent. */
	attempts: number;
}

const TIMEOUT_MS = 30_000;
const PAUSE_MS = 300;
const MAX_ATTEMPTS = 2_000;

/** Sends as a good sender of callbacks does: what got no answer, or a 5xx, is sent again. */
export class NoxusSender {
	/** How many posts have their answer. */
	done = 0;
	private readonly agent: Agent;

	constructor(connections: number) {
		this.agent = new Agent({ connections, connect: { timeout: TIMEOUT_MS } });
	}

	async deliver(post: Post): Promise<Heard> {
		for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts++) {
			const answer = await this.once(post).catch(() => undefined);
			if (answer !== undefined && isAnswer(answer)) {
				this.done += 1;
				return { ...answer, attempts };
			}
			await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
		}
		throw new Error(`No answer after ${MAX_ATTEMPTS} attempts: ${post.body.slice(0, 200)}`);
	}

	/** One attempt. Throws what the network does. */
	async once({ url, body, headers }: Post): Promise<Omit<Heard, 'attempts'>> {
		const response = await request(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body,
			dispatcher: this.agent,
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		return { statusCode: response.statusCode, body: await response.body.text() };
	}

	async close(): Promise<void> {
		await this.agent.destroy();
	}
}

/**
 * While it starts, n8n does not know its webhooks (404), and for a moment answers anything with 200 and
 * a text (n8n 2.41, abstract-server.js). What stands before n8n has to hold callbacks back then.
 */
function isAnswer({ statusCode, body }: { statusCode: number; body: string }): boolean {
	return statusCode < 500 && statusCode !== 404 && !body.startsWith('n8n is starting up');
}
