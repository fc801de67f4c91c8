/** Takes apart a text that stands for files. Pure. */

import { parseJson } from '../../../common/items/checks';

/**
 * The text itself where it stands for one file, a list of texts where it names several, and what JSON
 * says. `isBinaryProperty` tells whether the item has a binary property of that name.
 */
export function splitFileText(
	text: string,
	isBinaryProperty: (name: string) => boolean,
): { value: unknown } | { problem: string } {
	// The name of a binary property may look like anything.
	if (isBinaryProperty(text) || /^data:/i.test(text)) return { value: text };
	if (/^[[{]/.test(text)) return parseJson(text);
	// A URL may have commas in it, but no blanks.
	return { value: splitAt(text, /^[a-z]+:\/\//i.test(text) ? /,\s+/ : ',') };
}

/** The parts of a text; the text itself where the separator is not in it. */
export function splitAt(text: string, separator: string | RegExp): string | string[] {
	const parts = text.split(separator).map((part) => part.trim());
	return parts.length === 1 ? text : parts.filter((part) => part !== '');
}
