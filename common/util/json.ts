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

/**
 * Text as it is, spaces included; dates as ISO 8601, other values as JSON text, nothing as empty text.
 * Dates, those of Luxon too, are recognized by their JSON, which is text: an expression may make them
 * in a realm of its own, so that `instanceof` says no.
 */
export function toPlainText(value: unknown): string {
	if (typeof value === 'string') return value;
	const json = jsonValueOf(value);
	if (json === undefined || json === null) return '';
	return typeof json === 'string' ? json : JSON.stringify(json);
}

/** The value as JSON would return it: a date as its ISO text, and undefined for a function. */
export function jsonValueOf(value: unknown): unknown {
	const text = JSON.stringify(value) as string | undefined;
	return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

/** Whether an object has no members. Does not list those of a large one. */
export function isBlankObject(object: object): boolean {
	for (const name in object) if (Object.hasOwn(object, name)) return false;
	return true;
}

/** The JSON of a value, or its beginning: of a large one, only that is read. */
export function toShortJson(value: unknown, maxChars: number): string {
	const budget = { chars: maxChars };
	const text = JSON.stringify(shortCopy(value, budget)) ?? '';
	return text.slice(0, maxChars);
}

function shortCopy(value: unknown, budget: { chars: number }): unknown {
	if (typeof value === 'string') {
		const piece = value.slice(0, Math.max(0, budget.chars));
		budget.chars -= piece.length;
		return piece;
	}
	if (typeof value !== 'object' || value === null) return value;
	return Array.isArray(value) ? shortList(value, budget) : shortObject(value, budget);
}

function shortList(list: unknown[], budget: { chars: number }): unknown[] {
	const copy: unknown[] = [];
	for (let i = 0; i < list.length && budget.chars > 0; i++) {
		budget.chars -= 2;
		copy.push(shortCopy(list[i], budget));
	}
	return copy;
}

function shortObject(object: object, budget: { chars: number }): object {
	const entries: Array<[string, unknown]> = [];
	for (const name in object) {
		if (budget.chars <= 0) break;
		budget.chars -= name.length + 4;
		entries.push([name, shortCopy((object as Record<string, unknown>)[name], budget)]);
	}
	return Object.fromEntries(entries);
}
