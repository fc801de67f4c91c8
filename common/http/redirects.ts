import type { IHttpRequestOptions } from 'n8n-workflow';

import { readBaseUrl } from './baseUrl';
import type { RequestFailure } from './errors';
import { readFailure } from './failure';
import { networkCodeOf } from './networkCode';
import { throwIfCancelled } from './pause';
import type { NoxusContext } from './context';
import type { NoxusRequest, NoxusResponse } from './apiRequest';
import { attemptOnce } from './request';
import { cancelSignal } from './signals';

const MAX_REDIRECTS = 5;
const REDIRECT_STATUS_CODES = new Set([301, 302, 303, 307, 308]);

type StreamRequest = NoxusRequest & { encoding: 'stream'; signal: AbortSignal };
type Answer = { response: NoxusResponse; storageHost?: string } | { failure: RequestFailure };

/**
 * One try of a GET that may lead on to another address, as to an object storage. The credential goes
 * along as long as the origin is that of the Base URL; once another one was visited, never again.
 *
 * @throws NodeOperationError when the execution was stopped.
 */
export async function attemptFollowing(
	context: NoxusContext,
	request: StreamRequest,
): Promise<Answer> {
	const baseUrl = await readBaseUrl(context);
	const home = new URL(baseUrl);
	let answer: Answer = await attemptOnce(context, request);
	let from = new URL(`${baseUrl}${request.path}`);
	let isHome = true;
	for (let redirects = 0; redirects < MAX_REDIRECTS; redirects++) {
		const target = targetOf(answer, from);
		if (target === undefined) return answer;
		isHome &&= target.origin === home.origin;
		const next = isHome
			? await attemptOnce(context, { ...request, url: target.href })
			: await attemptElsewhere(context, request, target);
		const storageHost = target.host;
		answer =
			'failure' in next
				? { failure: { ...next.failure, storageHost } }
				: { response: next.response, storageHost };
		from = target;
	}
	return answer;
}

function targetOf(answer: Answer, from: URL): URL | undefined {
	if (!('failure' in answer)) return undefined;
	const { statusCode = 0, location } = answer.failure;
	if (!REDIRECT_STATUS_CODES.has(statusCode) || location === undefined) return undefined;
	if (!URL.canParse(location, from.href)) return undefined;
	const target = new URL(location, from);
	return /^https?:$/.test(target.protocol) ? target : undefined;
}

/** Asks a host that is not Noxus: without the credential, and with none of its headers. */
async function attemptElsewhere(
	context: NoxusContext,
	{ method, path, rule, timeoutMs, encoding, signal }: StreamRequest,
	target: URL,
): Promise<Answer> {
	const stop = cancelSignal(context);
	const options: IHttpRequestOptions = {
		method,
		url: target.href,
		headers: FILE_HEADERS,
		timeout: timeoutMs,
		encoding,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		abortSignal: stop === undefined ? signal : AbortSignal.any([stop, signal]),
	};
	throwIfCancelled(context);
	let response: NoxusResponse;
	try {
		response = (await context.helpers.httpRequest(options)) as NoxusResponse;
	} catch (error) {
		throwIfCancelled(context);
		const networkCode = networkCodeOf({ cause: error });
		return { failure: { method, path, rule, networkCode } };
	}
	if (response.statusCode >= 200 && response.statusCode < 300) return { response };
	// What a storage says is not Noxus's word, and may hold parts of a signature.
	const { statusCode, retryAfter, location } = await readFailure(context, response);
	return { failure: { method, path, rule, statusCode, retryAfter, location } };
}

/** The bytes as they are: n8n would ask for JSON, and axios for compression, which hides the length. */
export const FILE_HEADERS = { Accept: '*/*', 'Accept-Encoding': 'identity' };
