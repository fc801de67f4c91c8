/** Measures how long answers of a server keep the nodes' own code busy at a time. */
import { Readable } from 'node:stream';

import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { ApiClient } from '../../common/http/apiClient';
import { noxusClient } from '../../nodes/Noxus/api/client';

const CHUNK_BYTES = 64 * 1024;

/** An answer as it arrives. */
export interface HostileAnswer {
	statusCode?: number;
	headers?: Record<string, string>;
	/** The whole body, or what it is made of, over and over, without end. */
	body: string | { endless: string };
}

/** What became of an answer. */
export interface Outcome {
	result: string;
	/** The longest work between two turns of the event loop, in CPU time of its thread. */
	longestPauseMs: number;
	/** How long n8n is busy with the item when it stores it, which no node can change. */
	storingMs?: number;
}

/** Gives an answer to `use` as the body of each response, and measures what that does. */
export async function measure(
	answer: HostileAnswer,
	use: (client: ApiClient<IExecuteFunctions>) => Promise<unknown>,
): Promise<Outcome> {
	const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body) : undefined;
	const chunks = () => (bytes === undefined ? endlessly(answer) : inChunks(bytes));
	const client = noxusClient(contextFor(answer, chunks));
	const meter = new PauseMeter();
	const used = await use(client).then(
		(item) => ({ item }),
		(error: Error) => ({ error }),
	);
	const longestPauseMs = await meter.end();
	if ('error' in used) return { result: `Error: ${used.error.message}`, longestPauseMs };
	const startMs = cpuMs();
	JSON.stringify(used.item);
	return { result: 'Item', longestPauseMs, storingMs: cpuMs() - startMs };
}

/** The CPU time of this thread, which is the same on a busy machine. */
function cpuMs(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}

class PauseMeter {
	private longestMs = 0;
	private hasEnded = false;
	private readonly watching = this.watch();

	async end(): Promise<number> {
		this.hasEnded = true;
		await this.watching;
		return this.longestMs;
	}

	private async watch(): Promise<void> {
		while (!this.hasEnded) {
			const startMs = cpuMs();
			await new Promise((resolve) => setImmediate(resolve));
			this.longestMs = Math.max(this.longestMs, cpuMs() - startMs);
		}
	}
}

function* inChunks(bytes: Buffer): Generator<Buffer> {
	for (let at = 0; at < bytes.length; at += CHUNK_BYTES) yield bytes.subarray(at, at + CHUNK_BYTES);
}

function* endlessly({ body }: HostileAnswer): Generator<Buffer> {
	const { endless } = body as { endless: string };
	const chunk = Buffer.from(endless.repeat(Math.ceil(CHUNK_BYTES / endless.length)));
	for (;;) yield chunk;
}

/** As a socket does, one chunk in a turn of the event loop. */
async function* arriving(chunks: Iterable<Buffer>, signal?: AbortSignal): AsyncGenerator<Buffer> {
	for (const chunk of chunks) {
		await new Promise((resolve) => setImmediate(resolve));
		if (signal?.aborted) throw Object.assign(new Error('aborted'), { code: 'ERR_CANCELED' });
		yield chunk;
	}
}

/** The little of n8n that requests reach for. */
function contextFor(answer: HostileAnswer, chunks: () => Iterable<Buffer>): IExecuteFunctions {
	const { statusCode = 200, headers = {} } = answer;
	const respond = (signal?: AbortSignal) => ({
		statusCode,
		headers,
		body: Readable.from(arriving(chunks(), signal), { objectMode: false }),
	});
	const helpers = {
		async httpRequestWithAuthentication(this: IExecuteFunctions) {
			return respond(this.getExecutionCancelSignal());
		},
		httpRequest: async ({ abortSignal }: IHttpRequestOptions) =>
			respond(abortSignal as AbortSignal),
		prepareBinaryData: async () => ({ mimeType: 'text/plain' }),
	};
	const context = {
		getNode: () => ({ name: 'Noxus', type: 'n8n-nodes-noxus.noxus', parameters: {} }),
		getCredentials: async () => ({ apiKey: 'a-fake-key', baseUrl: 'http://127.0.0.1:9' }),
		getExecutionCancelSignal: () => undefined,
		getCurrentNodeParameter: (name: string) => (name === 'workflowId' ? WORKFLOW_ID : undefined),
		continueOnFail: () => false,
		logger: { warn: () => {}, debug: () => {} },
		helpers,
	};
	return context as unknown as IExecuteFunctions;
}

export const WORKFLOW_ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
