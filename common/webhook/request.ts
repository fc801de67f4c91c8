/** What a trigger takes from a request besides the parsed body. */

import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

type Headers = Record<string, string | string[] | undefined>;

/** Names of headers that let somebody in somewhere; proxies before n8n add some of their own. */
const SECRET_HEADER = /auth|cookie|token|jwt|secret|api-?key|signature|session/i;

/** The token of a callback URL (callbackToken.ts). */
const TOKEN_IN_URL = /Token=v1\./;

/** Whether the body is declared to be JSON, the one type that services send. */
export function isJsonType(headers: Headers): boolean {
	const [type = ''] = String(headers['content-type'] ?? '').split(';');
	return type.trim().toLowerCase() === 'application/json';
}

/** The headers for the item, without secrets; proxies repeat the URL, with its token, in some. */
export function openHeaders(headers: Headers): IDataObject {
	const isOpen = ([name, value]: [string, unknown]) =>
		!SECRET_HEADER.test(name) && !TOKEN_IN_URL.test(String(value));
	return Object.fromEntries(Object.entries(headers).filter(isOpen)) as IDataObject;
}

/** The body as it came, byte for byte, which n8n keeps beside what it parsed; undefined if it does not. */
export function rawBodyOf(context: IWebhookFunctions): Buffer | undefined {
	const { rawBody }: { rawBody?: unknown } = context.getRequestObject();
	return Buffer.isBuffer(rawBody) ? rawBody : undefined;
}

/**
 * The JSON of the body as it came; undefined if n8n does not keep it. Each byte is a character here,
 * which leaves the shape of JSON as it is.
 */
export function bodyText(context: IWebhookFunctions): string | undefined {
	return rawBodyOf(context)?.toString('latin1');
}
