/** Takes secrets out of texts that a server sent. */

import { sleep } from 'n8n-workflow';

/** A shorter value is a word of a language sooner than a key. */
const MIN_SECRET_CHARS = 6;

/** A search costs too much for less. */
const MIN_PIECE_CHARS = 4 * 1024;

const MARK = '…';

/** The longest form of one character: `\\\\\\\\u0022`, JSON inside of JSON. */
const MAX_FORM_CHARS = 13;

/** By which HTML escapes a character, besides its number. */
const HTML_NAMES: Record<string, string | undefined> = {
	'"': 'quot',
	'&': 'amp',
	"'": 'apos',
	'<': 'lt',
	'>': 'gt',
};

/** Takes the secrets of one credential out of texts, in all the forms in which servers repeat them. */
export class Redactor {
	private readonly pattern?: RegExp;
	/** A text cut in the middle may end with so many characters of a secret. */
	readonly maxSecretChars: number;

	constructor(secrets: readonly string[]) {
		const known = [...new Set(secrets.map((secret) => secret.trim()))]
			.filter((secret) => secret.length >= MIN_SECRET_CHARS)
			.sort((a, b) => b.length - a.length);
		this.maxSecretChars = (known[0]?.length ?? 0) * MAX_FORM_CHARS;
		if (known.length > 0) this.pattern = new RegExp(known.map(toPattern).join('|'), 'g');
	}

	/** The text without the secrets. */
	clean(text: string): string {
		return this.pattern === undefined ? text : text.replace(this.pattern, MARK);
	}
}

/** Matches a secret of which each character may be escaped by itself. */
function toPattern(secret: string): string {
	return [...secret].map(formsOf).join('');
}

/**
 * A character as it is, after backslashes, and by its number in JSON, URLs and HTML. The repetitions
 * are bounded, or a text of backslashes alone would take quadratic time.
 */
function formsOf(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	const name = HTML_NAMES[character];
	const units = character.split('').map((unit) => unit.charCodeAt(0));
	const hex = [...new TextEncoder().encode(character)].map((byte) => toHex(byte, 2));
	const forms = [
		`\\\\{0,7}${escapePattern(character)}`,
		units.map((unit) => `\\\\{1,7}u${anyCase(toHex(unit, 4))}`).join(''),
		hex.map((byte) => `%${anyCase(byte)}`).join(''),
		`&#0{0,4}${code};`,
		`&#[xX]0{0,4}${anyCase(toHex(code, 1))};`,
		...(name === undefined ? [] : [`&${name};`]),
		...(character === ' ' ? ['\\+'] : []),
	];
	return `(?:${forms.join('|')})`;
}

function toHex(code: number, digits: number): string {
	return code.toString(16).padStart(digits, '0');
}

function escapePattern(character: string): string {
	return character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function anyCase(hex: string): string {
	return hex.toLowerCase().replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** The same for a text that arrives in pieces, of which each may end in the middle of a secret. */
export class PieceRedactor {
	private pending = '';

	constructor(private readonly redactor: Redactor) {}

	/** What is clean for sure by now. Very small pieces are gathered first. */
	next(piece: string): string {
		this.pending += piece;
		if (this.pending.length < this.redactor.maxSecretChars + MIN_PIECE_CHARS) return '';
		const clean = this.redactor.clean(this.pending);
		const safe = Math.max(0, clean.length - this.redactor.maxSecretChars);
		this.pending = clean.slice(safe);
		return clean.slice(0, safe);
	}

	/** The rest of a text that was cut, without an end that may be a part of a secret. */
	endCut(): string {
		const clean = this.redactor.clean(this.pending);
		return clean.slice(0, Math.max(0, clean.length - this.redactor.maxSecretChars));
	}

	/** The rest. */
	end(): string {
		return this.redactor.clean(this.pending);
	}
}

/** Cleaned at a time; about 5 ms of work. */
const SLICE_CHARS = 256 * 1024;

/** A text of any size without the secrets. Other work runs in between. */
export async function cleanInSlices(redactor: Redactor, text: string): Promise<string> {
	if (text.length <= SLICE_CHARS) return redactor.clean(text);
	const pieces = new PieceRedactor(redactor);
	const parts: string[] = [];
	for (let at = 0; at < text.length; at += SLICE_CHARS) {
		parts.push(pieces.next(text.slice(at, at + SLICE_CHARS)));
		await sleep(0);
	}
	return parts.join('') + pieces.end();
}
