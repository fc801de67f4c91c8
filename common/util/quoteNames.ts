/** More are not read anyway. */
const MAX_NAMES = 20;

/** Names in quotes for a message: "a", "b" and 3 more. */
export function quoteNames(names: string[]): string {
	const shown = names.slice(0, MAX_NAMES).map((name) => `"${name}"`);
	const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
	return shown.join(', ') + more;
}
