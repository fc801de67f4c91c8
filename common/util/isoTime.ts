/**
 * A time of a service as ISO 8601 in UTC, or null. Python services send microseconds and may leave the
 * zone out (`2025-01-15T10:30:00.000000`): such a time is in UTC. Anything that is not a time is passed
 * on as it came. Pure.
 */
export function toIsoUtc(value: unknown): string | null {
	if (typeof value !== 'string' || value === '') return null;
	const hasZone = /(z|[+-]\d{2}:?\d{2})$/i.test(value);
	const atMs = Date.parse(hasZone ? value : `${value}Z`);
	return Number.isNaN(atMs) ? value : new Date(atMs).toISOString();
}
