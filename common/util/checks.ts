/**
 * Checks of what a user fills in, before anything is sent. Pure: each returns what is wrong, to be
 * read after the name of the field, or undefined if all is well.
 */

/** The length that most APIs accept (Noxus, API page "Create Run": 1 to 2083). */
const MAX_URL_CHARS = 2083;

/** An http or https URL of at most `maxChars`. */
export function problemWithUrl(value: string, maxChars = MAX_URL_CHARS): string | undefined {
	if (value.trim() === '') return 'is empty: enter a URL that begins with http:// or https://';
	if (value.length > maxChars) {
		return `is ${value.length} characters long: at most ${maxChars} are accepted`;
	}
	const isWebUrl = URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
	return isWebUrl
		? undefined
		: `must be a URL that begins with http:// or https://, not "${cut(value)}"`;
}

/** Anything that goes into a URL path as an id. */
export function problemWithId(value: string): string | undefined {
	if (value === '') return 'is empty: enter an ID';
	return /^[\w.:-]+$/.test(value) && !/^\.+$/.test(value)
		? undefined
		: `must be an ID of letters, digits and dashes only, not "${cut(value)}"`;
}

/** Reads JSON from a text field, or uses the value that an expression already gave. */
export function parseJson(value: unknown): { value: unknown } | { problem: string } {
	if (typeof value !== 'string') return { value };
	try {
		return { value: JSON.parse(value) as unknown };
	} catch (error) {
		return { problem: `is not valid JSON: ${(error as Error).message}` };
	}
}

/** A value for an error text, not longer than people read. */
export function cut(value: string): string {
	return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}
