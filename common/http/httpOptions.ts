import type { IHttpRequestOptions } from 'n8n-workflow';

import { readBaseUrl } from './baseUrl';
import type { NoxusContext } from './context';
import type { NoxusRequest } from './apiRequest';

/** Long enough for a slow backend; n8n's own default is 300 s. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** What an attempt gets in any case, also one that begins at its deadline. */
const LEAST_TIMEOUT_MS = 5_000;

type Limits = Pick<NoxusRequest, 'timeoutMs' | 'deadlineAtMs'>;

/**
 * A request in the terms of n8n's HTTP helper. A new object for each try: the helper writes into it.
 *
 * @throws NodeOperationError where the credential holds no web address.
 */
export async function toHttpOptions(
	context: NoxusContext,
	{ method, path, url, query, body, headers, encoding, ...limits }: NoxusRequest,
): Promise<IHttpRequestOptions> {
	return {
		method,
		url: url ?? `${await readBaseUrl(context)}${path}`,
		qs: query,
		body,
		headers: { ...headers },
		json: true,
		timeout: toTimeoutMs(limits),
		encoding,
		returnFullResponse: true,
		// The status is read here: n8n's error class hides the text of FastAPI's answers.
		ignoreHttpStatusErrors: true,
		// Or the API key goes along to another host, and bodies are buffered whole.
		disableFollowRedirect: true,
	};
}

function toTimeoutMs({ timeoutMs = DEFAULT_TIMEOUT_MS, deadlineAtMs }: Limits): number {
	if (deadlineAtMs === undefined) return timeoutMs;
	return Math.min(timeoutMs, Math.max(LEAST_TIMEOUT_MS, deadlineAtMs - Date.now()));
}
