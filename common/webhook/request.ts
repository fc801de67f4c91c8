/** What the trigger takes from a request besides its body. Pure. */

import type { IDataObject } from 'n8n-workflow';

import { TOKEN_PARAMETER } from './callbackToken';

type Headers = Record<string, string | string[] | undefined>;

/** Names of headers that let somebody in somewhere; proxies before n8n add some of their own. */
const SECRET_HEADER = /auth|cookie|token|jwt|secret|api-?key|signature|session/i;

/** Whether the body is said to be JSON, the one type that Noxus sends. */
export function isJsonType(headers: Headers): boolean {
	const [type = ''] = String(headers['content-type'] ?? '').split(';');
	return type.trim().toLowerCase() === 'application/json';
}

/** The headers for the item, without secrets; proxies repeat the URL, with its token, in some. */
export function openHeaders(headers: Headers): IDataObject {
	const isOpen = ([name, value]: [string, unknown]) =>
		!SECRET_HEADER.test(name) && !String(value).includes(TOKEN_PARAMETER);
	return Object.fromEntries(Object.entries(headers).filter(isOpen)) as IDataObject;
}
