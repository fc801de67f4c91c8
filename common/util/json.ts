/** The value as an object with named fields; undefined for lists, null and everything else. */
export function asObject(value: unknown): Record<string, unknown> | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: undefined;
}

/** The value where it is text with something to read in it; undefined for everything else. */
export function textOrUndefined(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Whether a field was left empty, by the user or by an expression that gave nothing. */
export function isLeftOut(value: unknown): boolean {
	return value === '' || value === null || value === undefined;
}
