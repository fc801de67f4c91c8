/** Recognises responses that are a success by their status and not by their content. Pure. */

import { asObject } from '../util/json';
import type { ApiResponse } from './apiRequest';

/** What came instead of the JSON of an API, to be read after "It returned". */
export function describeContent({ statusCode, body, isJson }: ApiResponse): string {
	if (statusCode === 204 || body === '' || body === undefined) return 'an empty response';
	if (isJson === true) return 'unexpected JSON';
	return isHtml(String(body)) ? 'an HTML page, such as a login or proxy page' : TEXT;
}

const TEXT = 'text that is not JSON, or incomplete JSON';

/** Whether a text is the beginning of an HTML page. */
export function isHtml(text: string): boolean {
	return /^\s{0,99}<(!doctype html|html|head|body|title|script)\b/i.test(text.slice(0, 200));
}

/**
 * Whether an answer to the request of a file is none: without content, or an HTML page without the
 * name of a file. A proxy or a login sends those.
 */
export function isNoFile({ statusCode, headers }: ApiResponse, isHtmlExpected: boolean): boolean {
	if (statusCode === 204 || statusCode === 205) return true;
	const isPage = /^text\/html\b/i.test(headers['content-type'] ?? '');
	return isPage && !isHtmlExpected && !isNamed(headers);
}

/** Whether a response names the file in it. */
export function isNamed(headers: ApiResponse['headers']): boolean {
	return headers['content-disposition'] !== undefined;
}

/** Whether JSON is the text of an error, `{"detail": …}`, which FastAPI sends in place of a result. */
export function isErrorBody(body: unknown): boolean {
	const fields = asObject(body) ?? {};
	const isDetail = typeof fields.detail === 'string' || Array.isArray(fields.detail);
	return isDetail && Object.keys(fields).length === 1;
}

/** Whether a response with a success says that something was deleted: it may be empty, or any JSON. */
export function isConfirmation({ body, isJson }: ApiResponse): boolean {
	return isJson === true ? !isErrorBody(body) : body === '' || body === undefined;
}
