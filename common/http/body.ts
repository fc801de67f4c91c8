import { Watchdog } from './watchdog';

/** No API answer of use is larger; files are streamed elsewhere. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** A body that was read. */
export interface BodyText {
	text: string;
	/** Whether there was more than was read. */
	isCut: boolean;
}

/**
 * Reads the body of a response as UTF-8 text, up to `maxBytes` after decompression: n8n itself sets
 * no limit to that. What is not a stream, as old versions of n8n return for a status without a body,
 * is text already. Rejects if the connection breaks.
 */
export async function readBodyText(body: unknown, maxBytes: number): Promise<BodyText> {
	if (!isStream(body)) return { text: plainText(body), isCut: false };
	const decoder = new TextDecoder();
	const parts: string[] = [];
	let sizeBytes = 0;
	for await (const chunk of body) {
		const left = maxBytes - sizeBytes;
		sizeBytes += chunk.byteLength;
		parts.push(decoder.decode(chunk.subarray(0, left), { stream: true }));
		if (sizeBytes > maxBytes) return { text: parts.join(''), isCut: true };
	}
	return { text: parts.join('') + decoder.decode(), isCut: false };
}

/** The same for as long as `maxMs`; `close` then ends the stream, and what came by then is returned. */
export async function readBodyFor(
	body: unknown,
	maxBytes: number,
	maxMs: number,
	close: () => void,
): Promise<BodyText | undefined> {
	const watchdog = new Watchdog(Infinity, close, Date.now() + maxMs);
	try {
		return await readBodyText(body, maxBytes);
	} catch {
		return undefined;
	} finally {
		watchdog.stop();
	}
}

/** The JSON in a text; the text itself if it is none. */
export function parseBody(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function plainText(body: unknown): string {
	if (typeof body === 'string') return body;
	return body === undefined || body === null ? '' : JSON.stringify(body);
}
