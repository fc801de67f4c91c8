/** Reads the reason in an error body. Pure, and linear in the length of the body. */

import { asObject } from '../util/json';

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
	return shorten(findDetail(body, 0));
}

function findDetail(body: unknown, depth: number): string {
	if (typeof body === 'string') return stripMarkup(body.slice(0, MAX_READ_CHARS));
	if (Array.isArray(body)) {
		return body
			.slice(0, MAX_ENTRIES)
			.map((entry) => readEntry(entry, depth + 1))
			.join('; ');
	}
	const fields = asObject(body);
	if (fields === undefined || Object.keys(fields).length === 0) return '';
	const found = fields.detail ?? fields.message ?? fields.error;
	if (found === undefined || found === null || depth >= MAX_DEPTH) return toShortJson(fields);
	return findDetail(found, depth + 1) || toShortJson(found);
}

/** One entry of FastAPI's list, `{loc, msg}`, or anything else. */
function readEntry(entry: unknown, depth: number): string {
	const { loc, msg } = asObject(entry) ?? {};
	if (typeof msg !== 'string') return depth < MAX_DEPTH ? findDetail(entry, depth) : '';
	const parts = Array.isArray(loc) ? loc.slice(0, MAX_ENTRIES) : [];
	const place = parts.filter((part) => part !== 'body').join('.');
	return place === '' ? msg.slice(0, MAX_READ_CHARS) : `${place}: ${msg.slice(0, MAX_READ_CHARS)}`;
}

function toShortJson(value: unknown): string {
	return JSON.stringify(value).slice(0, MAX_READ_CHARS);
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
