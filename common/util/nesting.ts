/** Bounds on the shape of JSON, checked on its text: to walk through the parsed value takes far longer. */

/** n8n handles items with functions that call themselves for each level, and break at some thousands. */
export const MAX_LEVELS = 200;

/** More would hold n8n's event loop for seconds when it stores the item. */
export const MAX_VALUES = 1_000_000;

/** Characters that decide on the shape of JSON. */
const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Why JSON is nested too deeply, or holds too many values, to become an item; undefined if it does
 * not. To be read after the name of the text. Linear, and ends at the first excess. Pure.
 *
 * @param json text that was parsed already: what is not JSON gives any answer.
 */
export function problemWithShape(json: string): string | undefined {
	let levels = 0;
	let values = 1;
	for (let at = 0; at < json.length; at++) {
		const code = json.charCodeAt(at);
		// Spaces, digits and letters, which are most of it.
		if (code < QUOTE || (code > COMMA && code < OPEN_LIST)) continue;
		if (code === QUOTE) at = endOfText(json, at);
		else if (code === COMMA) values++;
		else if (code === OPEN_LIST || code === OPEN_OBJECT) {
			values++;
			levels++;
		} else if (code === CLOSE_LIST || code === CLOSE_OBJECT) levels--;
		if (levels > MAX_LEVELS) return `is nested more than ${MAX_LEVELS} levels deep`;
		if (values > MAX_VALUES) return `holds more than ${MAX_VALUES} values`;
	}
	return undefined;
}

/** The place of the quote that ends the text which begins at `start`. */
function endOfText(json: string, start: number): number {
	for (let at = start + 1; at < json.length; at++) {
		const code = json.charCodeAt(at);
		if (code === QUOTE) return at;
		if (code === BACKSLASH) at++;
	}
	return json.length;
}
