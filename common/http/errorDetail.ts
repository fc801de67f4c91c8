/** Reads the reason in an error body. Pure, and linear in the length of the body. */

import { asObject, isBlankObject, toShortJson } from '../util/json';

const MAX_DETAIL_CHARS = 500;

/** More than this is not read: a reason stands at the beginning. */
const MAX_READ_CHARS = 8 * 1024;

/** Of a list of 422, or of objects inside of objects. */
const MAX_ENTRIES = 20;
const MAX_DEPTH = 5;

/**
 * The text in an error body: the first of `detail`, `message`, `error` (each a string or any JSON),
 * else the body as text (noxus_sdk/errors.py). FastAPI's list of 422 reads `callback_url: reason`.
 * At most 500 characters; undefined if there is none.
 */
export function readErrorDetail(body: unknown): string | undefined {
	const isPage = typeof body === 'string';
	return shorten(isPage ? stripMarkup(body.slice(0, MAX_READ_CHARS)) : findDetail(body, 0));
}

/** The text in an object or a list; empty if there is none. */
function findDetail(body: unknown, depth: number): string {
	if (Array.isArray(body)) {
		const entries: unknown[] = body.slice(0, MAX_ENTRIES);
		return entries.map((entry) => readEntry(entry, depth + 1)).join('; ');
	}
	const fields = asObject(body);
	if (fields === undefined || isBlankObject(fields)) return '';
	return toText(
		fields.detail ?? fields.message ?? fields.error ?? toShortJson(fields, MAX_READ_CHARS),
		depth + 1,
	);
}

/** One entry of FastAPI's list, `{loc, msg}`, or anything else. */
function readEntry(entry: unknown, depth: number): string {
	const { loc, msg } = asObject(entry) ?? {};
	if (typeof msg !== 'string') return toText(entry, depth);
	const parts = Array.isArray(loc) ? loc.slice(0, MAX_ENTRIES) : [];
	const place = parts.filter((part) => part !== 'body').join('.');
	return place === '' ? toText(msg, depth) : `${place}: ${toText(msg, depth)}`;
}

/** Text as it is, and the text in other values, or these as JSON. */
function toText(value: unknown, depth: number): string {
	if (typeof value === 'string') return value.slice(0, MAX_READ_CHARS);
	return (depth > MAX_DEPTH ? '' : findDetail(value, depth)) || toShortJson(value, MAX_READ_CHARS);
}

/**
 * The text without tags, and without what is between those of scripts and styles. By hand, because
 * patterns for this are quadratic on text made for it.
 */
function stripMarkup(text: string): string {
	if (!/<\/?[a-z]/i.test(text)) return text;
	const lower = text.toLowerCase();
	const parts: string[] = [];
	let at = 0;
	for (;;) {
		const open = text.indexOf('<', at);
		if (open === -1) return [...parts, text.slice(at)].join(' ');
		parts.push(text.slice(at, open));
		const name = /^<(script|style)\b/.exec(lower.slice(open, open + 8))?.[1];
		const from = name === undefined ? open : lower.indexOf(`</${name}`, open);
		const close = from === -1 ? -1 : text.indexOf('>', from);
		if (close === -1) return parts.join(' ');
		at = close + 1;
	}
}

function shorten(text: string): string | undefined {
	const plain = text.replace(/\s+/g, ' ').trim();
	if (plain === '') return undefined;
	return plain.length > MAX_DETAIL_CHARS ? `${plain.slice(0, MAX_DETAIL_CHARS)}…` : plain;
}
