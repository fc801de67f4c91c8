import type {
	IDataObject,
	IHttpRequestOptions,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import type { RequestFailure } from './requestFailure';
import type { RetryRule } from './retry';

/** One call to the API of a service. */
export interface ApiRequest {
	method: 'DELETE' | 'GET' | 'PATCH' | 'POST';
	/** Appended to the Base URL. Build IDs into it with `apiPath`. */
	path: string;
	/** The whole address instead, on the origin of the Base URL. It may hold a signature: never show it. */
	url?: string;
	rule: RetryRule;
	query?: IDataObject;
	/** Sent as JSON text: of an object, n8n drops the keys `constructor`, `prototype` and `__proto__`. */
	json?: unknown;
	/** What is not JSON, such as a form. */
	body?: IHttpRequestOptions['body'];
	headers?: IDataObject;
	/** For one attempt, from its start to the last byte; to the first byte if `encoding` is `stream`. */
	timeoutMs?: number;
	/** The size of the decompressed body that is accepted. */
	maxBytes?: number;
	/** Fewer than the usual, if a person waits for the answer. */
	maxAttempts?: number;
	/** Only a first attempt is begun after this, and every attempt then has a short limit. */
	deadlineAtMs?: number;
	/** `stream` returns the body as a Readable while it arrives. */
	encoding?: 'stream';
	/** Ends the request, and the stream that it returned, besides n8n's Stop. */
	signal?: AbortSignal;
	/**
	 * A request whose answer matters is completed once it was sent: `stop` also for a short time after
	 * the execution was stopped, `siblings` after another item failed.
	 */
	outlives?: 'stop' | 'siblings';
	/** What each attempt needs anew, such as a body that is read. */
	renew?: () => Pick<ApiRequest, 'body' | 'signal'>;
	/** Called after a failed attempt: an error that no other attempt can mend, and that is thrown instead. */
	whyHopeless?: () => NodeApiError | NodeOperationError | undefined;
}

/** A response with a 2xx status. If `encoding` is `stream`, the body is a Readable, else JSON or text. */
export interface ApiResponse {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: unknown;
	/** Whether the body was JSON, which the responses of an API are. */
	isJson?: boolean;
	/** The size of the text that the body was. */
	sizeChars?: number;
}

/** What one attempt ended with. */
export type Answer = { response: ApiResponse } | { failure: RequestFailure };
