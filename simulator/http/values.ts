/** True for a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a UUID in its usual written form. */
export function isUuid(value: unknown): value is string {
	return (
		typeof value === 'string' &&
		/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)
	);
}

const UUID_FORMS = [/^(.{36})$/, /^\{(.{36})\}$/, /^urn:uuid:(.{36})$/];

/** The usual form of a UUID in any of the spellings that Pydantic accepts, or null. */
export function parseUuid(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	if (/^[0-9a-f]{32}$/i.test(value)) {
		return value.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-').toLowerCase();
	}
	const inner = UUID_FORMS.map((form) => form.exec(value)?.[1]).find(isUuid);
	return inner?.toLowerCase() ?? null;
}

/** A boolean in any of the spellings that Pydantic accepts, or null. */
export function parseBoolean(value: unknown): boolean | null {
	if (!['string', 'number', 'boolean'].includes(typeof value)) return null;
	const text = String(value).toLowerCase();
	if (['true', '1', 'yes', 'on', 't', 'y'].includes(text)) return true;
	return ['false', '0', 'no', 'off', 'f', 'n'].includes(text) ? false : null;
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
