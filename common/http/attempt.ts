import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Answer, ApiRequest, ApiResponse } from './apiRequest';
import { MAX_BODY_BYTES, parseContent, readBodyText } from './body';
import type { RequestFailure } from './requestFailure';
import { networkCodeOf, TOO_DEEP, TOO_LARGE, TOO_MANY } from './networkCode';
import { readFailure } from './readFailure';
import { RequestLimit } from './requestLimit';
import type { RequestScope } from './requestScope';

/** Long enough for a slow backend; n8n's own default is 300 s. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** The time of an attempt that begins at its deadline. */
const LEAST_TIMEOUT_MS = 5_000;

/** One attempt with the credential, without a throw for what the network or the server does. */
export async function attemptRequest(client: RequestScope, request: ApiRequest): Promise<Answer> {
	const url = request.url ?? `${await client.baseUrl()}${request.path}`;
	return await attemptWith(client, request, url, async (options, signal) =>
		client.callHelper(options, signal),
	);
}

/** One attempt at a URL by `call`, which is n8n's helper with or without the credential. */
export async function attemptWith(
	client: RequestScope,
	request: ApiRequest,
	url: string,
	call: (options: IHttpRequestOptions, signal: AbortSignal) => Promise<ApiResponse>,
): Promise<Answer> {
	client.throwIfStopped();
	const { method, path, rule, encoding } = request;
	const about = { method, path, rule };
	const timeoutMs = toTimeoutMs(request);
	const lifetime = client.lifetimeOf(request);
	const limit = new RequestLimit(timeoutMs, [lifetime, request.signal]);
	try {
		const response = await call(toHttpOptions(request, url, timeoutMs), limit.signal);
		if (response.statusCode < 200 || response.statusCode >= 300) {
			const read = await readFailure(client, response, () => limit.close());
			return { failure: { ...about, ...read } };
		}
		if (encoding === 'stream') {
			limit.release();
			return { response };
		}
		const answer = await readAnswer(client, request, response);
		limit.release();
		return answer;
	} catch (error) {
		limit.close();
		// What a request that outlives the Stop may have started must be reported all the same.
		if (request.outlives === undefined && lifetime?.aborted) client.throwIfStopped();
		return { failure: { ...about, ...readBreak(error, limit, request) } };
	}
}

/** Reads the body of a response, up to the size that the request accepts. */
async function readAnswer(
	client: RequestScope,
	{ method, path, rule, maxBytes = MAX_BODY_BYTES }: ApiRequest,
	response: ApiResponse,
): Promise<Answer> {
	const { statusCode } = response;
	const fail = (networkCode: string) => ({
		failure: { method, path, rule, statusCode, networkCode },
	});
	const { text, isCut } = await readBodyText(response.body, maxBytes, client.redactor);
	if (isCut) return fail(TOO_LARGE);
	const content = await parseContent(text);
	if ('problem' in content) return fail(content.problem === 'maxDepth' ? TOO_DEEP : TOO_MANY);
	const isJson = 'json' in content;
	const body = isJson ? content.json : content.text;
	return { response: { ...response, body, isJson, sizeChars: text.length } };
}

function readBreak(
	error: unknown,
	limit: RequestLimit,
	{ deadlineAtMs = Infinity }: ApiRequest,
): Partial<RequestFailure> {
	const networkCode = limit.isOver ? 'ETIMEDOUT' : networkCodeOf(error);
	return { networkCode, isOutOfTime: Date.now() >= deadlineAtMs };
}

/** A request in the terms of n8n's HTTP helper. A new object each time: the helper writes into it. */
function toHttpOptions(
	{ method, query, json, body, headers }: ApiRequest,
	url: string,
	timeoutMs: number,
): IHttpRequestOptions {
	return {
		method,
		url,
		qs: query,
		body: json === undefined ? body : JSON.stringify(json),
		headers: { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers },
		json: true,
		timeout: timeoutMs,
		// The body is read here, up to a limit of size and time. n8n sets none.
		encoding: 'stream',
		returnFullResponse: true,
		// The status is read here: n8n's error class hides the text of FastAPI's answers.
		ignoreHttpStatusErrors: true,
		// Or the API key is sent to another host, and bodies are buffered whole.
		disableFollowRedirect: true,
	};
}

function toTimeoutMs({
	timeoutMs = DEFAULT_TIMEOUT_MS,
	deadlineAtMs,
}: Pick<ApiRequest, 'timeoutMs' | 'deadlineAtMs'>): number {
	if (deadlineAtMs === undefined) return timeoutMs;
	return Math.min(timeoutMs, Math.max(LEAST_TIMEOUT_MS, deadlineAtMs - Date.now()));
}
