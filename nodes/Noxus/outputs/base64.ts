/** Finds the content of files in texts. Pure, and linear in the length of the text. */

/** A shorter text is not replaced without a data URI around it. */
const LEAST_CHARS = 512;
const LEAST_DATA_URI_CHARS = 64;

/** Base64 in lines, as in mails (RFC 2045, RFC 7468). */
const LINE = { leastChars: 60, mostChars: 76, leastCount: 8 };

/** In base64 one character of 64 is a slash; in paths there are more, one by one. */
const MAX_SLASH_SHARE = 0.06;

/** The longest beginning of a data URI: its types and parameters. */
const MAX_PREFIX_CHARS = 200;
const DATA_URI_PREFIX = /data:[\w.+-]{1,99}\/[\w.+-]{1,99}(?:;[\w.=+-]{1,99}){0,3};base64,$/;

/** By the code of a character. As large as that, and asked for no other, it is five times as fast. */
const IS_BASE64 = new Uint8Array(0x10000);
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') {
	IS_BASE64[sign.charCodeAt(0)] = 1;
}

const COLON = 0x3a;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

/** By so many characters it is known what a text is. */
const SAMPLE_CHARS = 16 * 1024;

interface Run {
	start: number;
	end: number;
}

/**
 * The text with what is surely the base64 of a file replaced by a short note: a data URI, a long run of
 * base64, or lines of it. Hexadecimal text, paths, tokens and what is part of a URL stay.
 */
export function replaceBase64(text: string): string {
	if (text.length < LEAST_DATA_URI_CHARS) return text;
	const parts: string[] = [];
	let copiedTo = 0;
	for (const { start, end } of filesIn(text)) {
		parts.push(text.slice(copiedTo, start), noteFor(end - start));
		copiedTo = end;
	}
	return parts.length === 0 ? text : parts.join('') + text.slice(copiedTo);
}

const noteFor = (length: number) => `[file content of ${length} characters left out]`;

function* filesIn(text: string): Generator<Run> {
	for (let at = 0, isInUrl = false; at < text.length; ) {
		const run = { start: at, end: endOfRun(text, at) };
		if (run.end - at >= LINE.leastChars) {
			const found = searchAt(text, run, isInUrl);
			if (found.isFile) yield found;
			at = found.end;
		} else if (run.end > at) {
			at = run.end;
		} else {
			if (isInUrl) isInUrl = !/[\s"'<>()[\]]/.test(text.charAt(at));
			else isInUrl = text.charCodeAt(at) === COLON && text.startsWith('://', at);
			at++;
		}
	}
}

/** The base64 characters from a place on, with the padding at their end. */
function endOfRun(text: string, start: number): number {
	let end = start;
	const { length } = text;
	while (end < length && IS_BASE64[text.charCodeAt(end)] === 1) end++;
	return end;
}

/** What begins with a run. */
interface Found extends Run {
	isFile: boolean;
}

function searchAt(text: string, run: Run, isInUrl: boolean): Found {
	const { start } = run;
	const length = run.end - start;
	const end = run.end + (/^={0,2}/.exec(text.slice(run.end, run.end + 2))?.[0].length ?? 0);
	const prefix = text.slice(Math.max(0, start - MAX_PREFIX_CHARS), start);
	const prefixChars = DATA_URI_PREFIX.exec(prefix)?.[0].length;
	if (prefixChars !== undefined && length >= LEAST_DATA_URI_CHARS) {
		return { start: start - prefixChars, end, isFile: true };
	}
	if (length <= LINE.mostChars && !isInUrl) return linesAt(text, start);
	const isWhole = length % 4 !== 1;
	const isLong = length >= LEAST_CHARS && isWhole && !isInUrl && !isPartOfToken(text, run);
	return { start, end, isFile: isLong && isBase64(text.slice(start, run.end)) };
}

/** Parts of a JSON Web Token have dots between them, and values of parameters an equals sign before. */
function isPartOfToken(text: string, { start, end }: Run): boolean {
	if (/[.=]/.test(text.charAt(start - 1))) return true;
	return text.charAt(end) === '.' && IS_BASE64[text.charCodeAt(end + 1)] === 1;
}

/** Lines of base64 that begin at a place, and the shorter one after them. */
function linesAt(text: string, start: number): Found {
	let end = start;
	let count = 0;
	for (let at = start; ; ) {
		const line = { end: endOfRun(text, at) };
		const length = line.end - at;
		const isFull = length >= LINE.leastChars && length <= LINE.mostChars;
		const newline = newlineAt(text, line.end);
		if (isFull) count++;
		if (isFull || (count > 0 && length < LINE.leastChars)) {
			end = isFull && newline > 0 ? line.end + newline : withPadding(text, line.end);
		}
		if (!isFull || newline === 0) break;
		at = line.end + newline;
	}
	const isLong = count >= LINE.leastCount;
	return {
		start,
		end,
		isFile: isLong && isBase64(text.slice(start, start + SAMPLE_CHARS).replace(/[\r\n=]/g, '')),
	};
}

/** The length of the end of a line at a place; 0 if there is none. */
function newlineAt(text: string, at: number): number {
	const next = text.charCodeAt(at);
	if (next === NEWLINE) return 1;
	return next === RETURN && text.charCodeAt(at + 1) === NEWLINE ? 2 : 0;
}

function withPadding(text: string, end: number): number {
	return end + (/^={0,2}/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
}

/** Whether a run of base64 characters is that, and no hexadecimal text, path or list of words. */
function isBase64(run: string): boolean {
	const sample = run.slice(0, SAMPLE_CHARS);
	if (!/[A-Z]/.test(sample) || /^[0-9A-F]*$/i.test(sample)) return false;
	// The two alphabets are not mixed (RFC 4648).
	if (/[+/]/.test(sample) && /[-_]/.test(sample)) return false;
	const slashes = sample.match(/(?<!\/)\/(?!\/)/g)?.length ?? 0;
	return slashes <= sample.length * MAX_SLASH_SHARE;
}
