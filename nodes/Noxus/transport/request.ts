import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { normalizeBaseUrl } from './baseUrl';
import { readErrorDetail, toNodeApiError, type RequestFailure } from './errors';
import { slowDown, waitForTurn } from './pace';
import { pause, throwIfCancelled } from './pause';
import { retryDelayMs, type RetryRule } from './retry';
import { withOnlySignal, withSignal } from './signals';

/** Whatever of n8n's contexts a call to Noxus is made from. */
export type NoxusContext = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

export interface NoxusRequest {
	method: 'GET' | 'POST';
	/** From `/v1/` on; build ids into it with `apiPath`. */
	path: string;
	rule: RetryRule;
	query?: IDataObject;
	body?: IHttpRequestOptions['body'];
	headers?: IDataObject;
	/** For one attempt. */
	timeoutMs?: number;
	/** Fewer than the usual, where somebody waits for the answer. */
	maxAttempts?: number;
	/** `stream` gives the body as a Readable, as it comes. */
	encoding?: 'stream';
	/** Ends the request, and the stream it gave, besides n8n's own Stop. */
	signal?: AbortSignal;
	/** Once sent, it is carried through also when the execution is stopped: its answer matters. */
	outlivesStop?: boolean;
}

export interface NoxusResponse {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: unknown;
}

/** Long enough for a slow backend; n8n's own default is 300 s. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** Empty and dot segments would lead a URL to another path. */
const UNSAFE_SEGMENT = /^\.{0,2}$/;

/**
 * Builds a path from literal parts and ids: apiPath`/v1/runs/${runId}`.
 * Ids come from users and from callbacks, so nothing in them may reach another path.
 */
export function apiPath(parts: TemplateStringsArray, ...ids: string[]): string {
	return parts.reduce((path, part, i) => {
		const id = ids[i - 1] ?? '';
		return path + encodeURIComponent(UNSAFE_SEGMENT.test(id) ? `(${id})` : id) + part;
	});
}

/**
 * Sends a request to Noxus with the credential, again where `rule` allows it, and returns the
 * first answer with a 2xx status.
 *
 * @throws NodeApiError that says what happened and what to do, without any secret.
 * @throws NodeOperationError when the execution was stopped.
 */
export async function sendToNoxus(
	context: NoxusContext,
	request: NoxusRequest,
): Promise<NoxusResponse> {
	for (let attempt = 1; ; attempt++) {
		await waitForTurn(context);
		const answer = await attemptOnce(context, request);
		if ('response' in answer) return answer.response;
		const clock = { nowMs: Date.now(), random: Math.random };
		const { rule, maxAttempts } = request;
		const delayMs = retryDelayMs(attempt, rule, answer.failure, clock, maxAttempts);
		if (delayMs === undefined) throw toNodeApiError(context.getNode(), answer.failure);
		if (answer.failure.statusCode === 429) slowDown(context, delayMs);
		await pause(context, delayMs);
	}
}

/** One try, without a throw for what the network or the server does. */
export async function attemptOnce(
	context: NoxusContext,
	request: NoxusRequest,
): Promise<{ response: NoxusResponse } | { failure: RequestFailure }> {
	const { method, path, rule } = request;
	const options = await toHttpOptions(context, request);
	throwIfCancelled(context);
	let response: NoxusResponse;
	try {
		response = (await context.helpers.httpRequestWithAuthentication.call(
			callingContext(context, request) as IExecuteFunctions,
			'noxusApi',
			options,
		)) as NoxusResponse;
	} catch (error) {
		if (!request.outlivesStop) throwIfCancelled(context);
		return { failure: { method, path, rule, networkCode: networkCodeOf(error) } };
	}
	if (response.statusCode >= 200 && response.statusCode < 300) return { response };
	return { failure: { method, path, rule, ...(await readFailure(context, response)) } };
}

/**
 * What the HTTP helper is called on, for the signals it gives. A silent stream can only be ended by
 * one: axios 1.18 wraps it in a generator that `destroy()` waits for.
 */
function callingContext(
	context: NoxusContext,
	{ signal, outlivesStop }: NoxusRequest,
): NoxusContext {
	if (outlivesStop) return withOnlySignal(context, undefined);
	return signal === undefined ? context : withSignal(context, signal);
}

async function toHttpOptions(
	context: NoxusContext,
	{ method, path, query, body, headers, timeoutMs, encoding }: NoxusRequest,
): Promise<IHttpRequestOptions> {
	return {
		method,
		url: `${await readBaseUrl(context)}${path}`,
		qs: query,
		body,
		headers: { ...headers },
		json: true,
		timeout: timeoutMs ?? DEFAULT_TIMEOUT_MS,
		encoding,
		returnFullResponse: true,
		// The status is read here: n8n's error class hides the text of FastAPI's answers.
		ignoreHttpStatusErrors: true,
		// Or the API key goes along to another host, and bodies are buffered whole.
		disableFollowRedirect: true,
	};
}

/** @throws NodeOperationError where the credential holds no web address. */
async function readBaseUrl(context: NoxusContext): Promise<string> {
	const baseUrl = normalizeBaseUrl((await context.getCredentials('noxusApi')).baseUrl);
	if (/^https?:\/\/[^/]/.test(baseUrl)) return baseUrl;
	const message = `The Base URL of the Noxus credential must begin with http:// or https://, not "${baseUrl}"`;
	throw new NodeOperationError(context.getNode(), message);
}

async function readFailure(
	context: NoxusContext,
	{ statusCode, headers, body }: NoxusResponse,
): Promise<Partial<RequestFailure>> {
	return {
		statusCode,
		retryAfter: headers['retry-after'],
		requestId: headers['x-request-id'] ?? headers['x-noxus-request-id'],
		location: headers.location,
		detail: readErrorDetail(isStream(body) ? await readText(context, body) : body),
	};
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function readText(context: NoxusContext, body: AsyncIterable<Uint8Array>): Promise<unknown> {
	try {
		const chunks: Uint8Array[] = [];
		for await (const chunk of body) chunks.push(chunk);
		const text = Buffer.concat(chunks).toString('utf8');
		return text.trimStart().startsWith('{') ? (JSON.parse(text) as unknown) : text;
	} catch {
		throwIfCancelled(context);
		return undefined; // The status says enough.
	}
}

/** The code of a network fault inside n8n's NodeApiError; the axios error is its hidden cause. */
function networkCodeOf(error: unknown): string {
	const { cause, httpCode, message } = (error ?? {}) as {
		cause?: { code?: unknown };
		httpCode?: unknown;
		message?: unknown;
	};
	if (typeof cause?.code === 'string') return cause.code;
	if (typeof httpCode === 'string' && httpCode !== '') return httpCode;
	return typeof message === 'string' && message !== '' ? message.slice(0, 200) : 'UNKNOWN';
}
