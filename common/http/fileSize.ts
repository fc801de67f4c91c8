import type { IExecuteFunctions } from 'n8n-workflow';

import { pause } from './pause';
import { originOf } from './signals';

/** Short: it is only to spare a run that would fail. */
const TIMEOUT_MS = 5_000;

/** What was asked already in a node execution: items often share a URL. */
const asked = new WeakMap<object, Map<string, Promise<number | undefined>>>();

/**
 * The size that a web server gives for a file, in bytes, by a HEAD request without a credential;
 * undefined where it does not say.
 *
 * @throws NodeOperationError when the execution was stopped.
 */
export async function askSizeBytes(
	context: IExecuteFunctions,
	url: string,
): Promise<number | undefined> {
	const origin = originOf(context);
	const known = asked.get(origin) ?? new Map<string, Promise<number | undefined>>();
	asked.set(origin, known);
	const answer = known.get(url) ?? sendHead(context, url);
	known.set(url, answer);
	// Shared by items, so it is not ended with one of them; Stop does not wait for it.
	return await Promise.race([answer, pause(context, TIMEOUT_MS).then(() => undefined)]);
}

async function sendHead(context: IExecuteFunctions, url: string): Promise<number | undefined> {
	const options = {
		method: 'HEAD' as const,
		url,
		// Not the size of what a server would make of the file on the way.
		headers: { 'accept-encoding': 'identity' },
		timeout: TIMEOUT_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	};
	const request = context.helpers.httpRequest(options) as Promise<{
		statusCode: number;
		headers: Record<string, string | undefined>;
	}>;
	// Whatever goes wrong here may go well for Noxus.
	const response = await request.catch(() => undefined);
	const isFile = response !== undefined && response.statusCode === 200;
	const length = isFile ? Number(response.headers['content-length'] ?? NaN) : NaN;
	return Number.isFinite(length) ? length : undefined;
}
