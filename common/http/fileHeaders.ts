/** What the headers of an answer say of the file in it. Pure. Source: RFC 6266, RFC 8187. */

import type { Redactor } from './redact';

type Headers = Record<string, string | undefined>;

/** What is known of a file without its bytes. */
export interface FileHints {
	fileName?: string;
	/** Without parameters such as `charset`. */
	mimeType?: string;
	sizeBytes?: number;
}

/** The name, type and size that the headers name, if they do. */
export function readFileHeaders(headers: Headers): FileHints {
	const mimeType = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
	const length = headers['content-length'] ?? '';
	return {
		fileName: readFileName(headers['content-disposition'] ?? ''),
		mimeType: mimeType === '' ? undefined : mimeType,
		sizeBytes: /^\d+$/.test(length) ? Number(length) : undefined,
	};
}

/** The same headers without secrets. */
export function cleanHeaders(headers: Headers, redactor: Redactor): Headers {
	const cleaned = Object.entries(headers).map(([name, value]) => [
		name,
		value === undefined ? undefined : redactor.clean(value),
	]);
	return Object.fromEntries(cleaned) as Headers;
}

/** The file name in a Content-Disposition header: `filename*` before `filename`. */
export function readFileName(disposition: string): string | undefined {
	const parameters = readParameters(disposition);
	const extended = parameters.get('filename*');
	const plain = parameters.get('filename');
	return (
		(extended === undefined ? undefined : toSafeName(decodeExtended(extended))) ??
		(plain === undefined ? undefined : toSafeName(decodeLatin1(plain)))
	);
}

/** A name without folders and control characters; undefined where nothing is left. */
export function toSafeName(name: string | undefined): string | undefined {
	const last = name?.split(/[\\/]/).pop() ?? '';
	const plain = last.replace(/\p{Cc}/gu, '').trim();
	return /^\.*$/.test(plain) ? undefined : plain;
}

/** Names of files have at most 255 characters, of which each may take nine here. */
const MAX_HEADER_CHARS = 4 * 1024;

function readParameters(header: string): Map<string, string> {
	const found = header
		.slice(0, MAX_HEADER_CHARS)
		.matchAll(/;\s*([^\s=;]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g);
	return new Map(
		[...found].map(([, name = '', value = '']) => [name.toLowerCase(), unquote(value.trim())]),
	);
}

function unquote(value: string): string {
	return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/g, '$1') : value;
}

/** `UTF-8''na%C3%AFve.pdf`; undefined for what cannot be decoded. */
function decodeExtended(value: string): string | undefined {
	const [, charset = '', encoded = ''] = /^([^']*)'[^']*'(.*)$/.exec(value) ?? [];
	try {
		if (/^utf-8$/i.test(charset)) return decodeURIComponent(encoded);
		const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) =>
			String.fromCharCode(parseInt(hex, 16)),
		);
		return /^iso-8859-1$/i.test(charset) ? bytes : undefined;
	} catch {
		return undefined;
	}
}

/** Servers put UTF-8 into `filename`, too, and HTTP clients then give each byte as a character. */
function decodeLatin1(value: string): string {
	if (!/^[\x20-\xff]*[\x80-\xff][\x20-\xff]*$/.test(value)) return value;
	try {
		const bytes = Uint8Array.from(value, (character) => character.charCodeAt(0));
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return value;
	}
}
