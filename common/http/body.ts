import { MAX_LEVELS, MAX_VALUES } from '../util/nesting';
import type { JsonBounds, JsonProblem } from './jsonScan';
import { parseInSlices } from './sliceJson';
import { PieceRedactor, Redactor } from './redact';
import { Watchdog } from './watchdog';

/** No API answer of use is larger; files are streamed elsewhere. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

const NO_SECRETS = new Redactor([]);

/** A body that was read. */
export interface BodyText {
	text: string;
	/** Whether there was more than was read. */
	isCut: boolean;
}

/**
 * Reads the body of a response as UTF-8 text without secrets, up to `maxBytes` after decompression: n8n itself sets
 * no limit to that. What is not a stream, as old versions of n8n return for a status without a body,
 * is text already. Rejects if the connection breaks.
 */
export async function readBodyText(
	body: unknown,
	maxBytes: number,
	redactor = NO_SECRETS,
): Promise<BodyText> {
	if (!isStream(body)) return { text: redactor.clean(plainText(body)), isCut: false };
	const decoder = new TextDecoder();
	const pieces = new PieceRedactor(redactor);
	const parts: string[] = [];
	let sizeBytes = 0;
	for await (const chunk of body) {
		const left = maxBytes - sizeBytes;
		sizeBytes += chunk.byteLength;
		parts.push(pieces.next(decoder.decode(chunk.subarray(0, left), { stream: true })));
		if (sizeBytes > maxBytes) return { text: parts.join('') + pieces.endCut(), isCut: true };
	}
	parts.push(pieces.next(decoder.decode()), pieces.end());
	return { text: parts.join(''), isCut: false };
}

/** The same for as long as `maxMs`; `close` then ends the stream, and what came by then is returned. */
export async function readBodyFor(
	body: unknown,
	maxBytes: number,
	maxMs: number,
	close: () => void,
	redactor = NO_SECRETS,
): Promise<BodyText | undefined> {
	const watchdog = new Watchdog(Infinity, close, Date.now() + maxMs);
	try {
		return await readBodyText(body, maxBytes, redactor);
	} catch {
		return undefined;
	} finally {
		watchdog.stop();
	}
}

/** The content of a response: the value of its JSON, or the text if it is none. */
export type Content = { json: unknown } | { text: string };

/** What the JSON of a response may hold. n8n itself cannot handle some thousands of levels. */
export const API_BOUNDS: JsonBounds = {
	maxDepth: MAX_LEVELS,
	maxValues: MAX_VALUES,
	maxKeys: 32_000,
};

/** Reads the content of a text, or returns which of the bounds it exceeds. Other work runs in between. */
export async function parseContent(
	text: string,
): Promise<Content | { problem: Exclude<JsonProblem, 'syntax'> }> {
	const read = await parseInSlices(text, API_BOUNDS);
	if ('value' in read) return { json: read.value };
	return read.problem === 'syntax' ? { text } : { problem: read.problem };
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function plainText(body: unknown): string {
	if (typeof body === 'string') return body;
	return body === undefined || body === null ? '' : JSON.stringify(body);
}
