import { sleep } from 'n8n-workflow';

import { readErrorDetail } from './errorDetail';
import type { RequestFailure } from './errors';
import { throwIfCancelled } from './pause';
import type { NoxusContext } from './context';
import type { NoxusResponse } from './apiRequest';

/** An answer without success need not be read to its end: a stream has no other limits. */
const MAX_BODY_BYTES = 64 * 1024;
const MAX_BODY_MS = 5_000;

/** What an answer without success says: status, reason, and what helps to find it at Noxus. */
export async function readFailure(
	context: NoxusContext,
	{ statusCode, headers, body }: NoxusResponse,
): Promise<Partial<RequestFailure>> {
	const content = isStream(body) ? await readText(context, body) : body;
	return {
		statusCode,
		retryAfter: headers['retry-after'],
		requestId: headers['x-request-id'] ?? headers['x-noxus-request-id'],
		location: headers.location,
		detail: await withoutKey(context, readErrorDetail(content)),
		isForeign: typeof content !== 'object' || content === null,
	};
}

/** The text without the API key: who refuses one may say which. */
async function withoutKey(
	context: NoxusContext,
	text: string | undefined,
): Promise<string | undefined> {
	if (text === undefined) return undefined;
	const { apiKey } = await context.getCredentials('noxusApi');
	return typeof apiKey === 'string' && apiKey !== '' ? text.replaceAll(apiKey, '…') : text;
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function readText(context: NoxusContext, body: AsyncIterable<Uint8Array>): Promise<unknown> {
	try {
		const chunks: Uint8Array[] = [];
		const read = async () => {
			let sizeBytes = 0;
			for await (const chunk of body) {
				chunks.push(chunk);
				sizeBytes += chunk.byteLength;
				if (sizeBytes > MAX_BODY_BYTES) return;
			}
		};
		await Promise.race([read(), sleep(MAX_BODY_MS)]);
		const text = Buffer.concat(chunks).toString('utf8');
		return text.trimStart().startsWith('{') ? (JSON.parse(text) as unknown) : text;
	} catch {
		throwIfCancelled(context);
		return undefined; // The status says enough.
	}
}
