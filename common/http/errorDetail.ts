/** Reads what Noxus says in an error body. Pure. */

import { asObject } from '../util/json';

const MAX_DETAIL_CHARS = 500;

/**
 * The text in an error body: the first of `detail`, `message`, `error` (each a string or any JSON),
 * else the body as text (noxus_sdk/errors.py). FastAPI's list of 422 reads `callback_url: reason`.
 */
export function readErrorDetail(body: unknown): string | undefined {
	if (typeof body === 'string') return shorten(stripMarkup(body));
	const fields = asObject(body);
	if (fields === undefined || Object.keys(fields).length === 0) return undefined;
	const found = fields.detail ?? fields.message ?? fields.error ?? JSON.stringify(fields);
	if (Array.isArray(found)) return shorten(found.map(readValidationEntry).join('; '));
	return shorten(
		typeof found === 'string' ? found : (readErrorDetail(found) ?? JSON.stringify(found)),
	);
}

function readValidationEntry(entry: unknown): string {
	const { loc, msg } = asObject(entry) ?? {};
	if (typeof msg !== 'string') return JSON.stringify(entry);
	const place = Array.isArray(loc) ? loc.filter((part) => part !== 'body').join('.') : '';
	return place === '' ? msg : `${place}: ${msg}`;
}

function stripMarkup(text: string): string {
	return /<\/?[a-z][^>]*>/i.test(text)
		? text.replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ')
		: text;
}

function shorten(text: string): string | undefined {
	const plain = text.replace(/\s+/g, ' ').trim();
	if (plain === '') return undefined;
	return plain.length > MAX_DETAIL_CHARS ? `${plain.slice(0, MAX_DETAIL_CHARS)}…` : plain;
}
