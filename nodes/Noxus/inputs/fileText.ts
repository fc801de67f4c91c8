/** Takes apart a text that stands for files. Pure. */

import { parseJson } from '../../../common/util/checks';

/**
 * The text itself where it stands for one file, a list of texts where it names several, and what JSON
 * says. `isBinaryProperty` says whether the item has a binary property of that name.
 */
export function splitFileText(
	text: string,
	isBinaryProperty: (name: string) => boolean,
): { value: unknown } | { problem: string } {
	// The name of a binary property may look like anything.
	if (isBinaryProperty(text) || /^data:/i.test(text)) return { value: text };
	if (/^[[{]/.test(text)) return parseJson(text);
	const parts = splitFiles(text);
	return { value: parts.length === 1 ? text : parts.filter((part) => part !== '') };
}

/** URLs and data URIs may have commas in them, but no blanks. */
const MAY_HAVE_COMMAS = /^(https?:\/\/|data:)/i;
/** What follows a comma and cannot belong to the URL before it. */
const BEGINS_ANEW = /^(\s|$|[a-z][a-z0-9+.-]*:\/\/|data:)/i;

/** The parts of a text that names several files, with commas between them. */
export function splitFiles(text: string): string[] {
	const parts: string[] = [];
	for (const piece of text.split(',')) {
		const before = parts.at(-1);
		const isInside =
			before !== undefined && MAY_HAVE_COMMAS.test(before.trim()) && !BEGINS_ANEW.test(piece);
		if (isInside) parts[parts.length - 1] = `${before},${piece}`;
		else parts.push(piece);
	}
	return parts.map((part) => part.trim());
}

/** The names in a text, with commas between them; the text itself if there is no comma. */
export function splitNames(text: string): string | string[] {
	const parts = text.split(',').map((part) => part.trim());
	return parts.length === 1 ? text : parts.filter((part) => part !== '');
}
