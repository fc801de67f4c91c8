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

/** Whether a field was left empty: undefined, null, or blank text. Nothing else counts as empty. */
export function isLeftEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

/** Text as it is, spaces included; dates as ISO 8601, other values as JSON text, nothing as empty text. */
export function toPlainText(value: unknown): string {
	if (typeof value === 'string') return value;
	if (value === undefined || value === null) return '';
	return value instanceof Date ? toIsoText(value) : JSON.stringify(value);
}

function toIsoText(date: Date): string {
	return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}
