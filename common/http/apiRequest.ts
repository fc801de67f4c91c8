import type { IDataObject, IHttpRequestOptions, NodeOperationError } from 'n8n-workflow';

import type { RetryRule } from './retry';

/** One call to the API of Noxus. */
export interface NoxusRequest {
	method: 'GET' | 'POST';
	/** From `/v1/` on; build ids into it with `apiPath`. */
	path: string;
	/** The whole address instead, on the origin of the Base URL. It may hold a signature: never tell it. */
	url?: string;
	rule: RetryRule;
	query?: IDataObject;
	body?: IHttpRequestOptions['body'];
	headers?: IDataObject;
	/** For one attempt. */
	timeoutMs?: number;
	/** Fewer than the usual, where somebody waits for the answer. */
	maxAttempts?: number;
	/** No attempt is begun after this but a first one, and none takes long then. */
	deadlineAtMs?: number;
	/** `stream` gives the body as a Readable, as it comes. */
	encoding?: 'stream';
	/** Ends the request, and the stream it gave, besides n8n's own Stop. */
	signal?: AbortSignal;
	/**
	 * Once sent, it is carried through, because its answer matters: `stop` also when the execution is
	 * stopped, `siblings` when another item has failed.
	 */
	outlives?: 'stop' | 'siblings';
	/** What each try needs anew, such as a body that is read. */
	renew?: () => Pick<NoxusRequest, 'body' | 'signal'>;
	/** Asked after a failed try: an error that no other try can mend, and that is thrown instead. */
	whyHopeless?: () => NodeOperationError | undefined;
}

/** What Noxus answered; where `encoding` is `stream`, the body is a Readable. */
export interface NoxusResponse {
	statusCode: number;
	headers: Record<string, string | undefined>;
	body: unknown;
}
