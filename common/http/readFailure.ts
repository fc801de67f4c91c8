import type { ApiResponse } from './apiRequest';
import { parseContent, readBodyFor } from './body';
import { readErrorDetail } from './errorDetail';
import type { RequestFailure } from './requestFailure';
import type { RequestScope } from './requestScope';

/** An error body need not be read to its end. */
const MAX_ERROR_BYTES = 64 * 1024;
const MAX_ERROR_MS = 5_000;
/** Longer ones are not IDs of requests. */
const MAX_REQUEST_ID_CHARS = 100;

/**
 * What a response without success says: the status, the reason, and the ID of the request. `close`
 * ends the request. Never throws.
 */
export async function readFailure(
	client: RequestScope,
	{ statusCode, headers, body }: ApiResponse,
	close: () => void,
): Promise<Partial<RequestFailure>> {
	const { redactor } = client;
	const read = await readBodyFor(body, MAX_ERROR_BYTES, MAX_ERROR_MS, close, redactor);
	close();
	const content = await parseContent(read?.text ?? '');
	const isJson = 'json' in content;
	const { requestIdHeaders, readErrorFields } = client.service;
	const requestId = requestIdHeaders.map((name) => headers[name]).find(Boolean);
	return {
		statusCode,
		retryAfter: headers['retry-after'],
		requestId: requestId && redactor.clean(requestId).slice(0, MAX_REQUEST_ID_CHARS),
		location: headers.location && redactor.clean(headers.location),
		detail: readErrorDetail(isJson ? content.json : read?.text),
		isForeign: !isJson || typeof content.json !== 'object' || content.json === null,
		fields: isJson ? readErrorFields?.(content.json) : undefined,
	};
}
