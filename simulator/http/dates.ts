/** ISO date with `Z`, or without a zone and with microseconds. */
export function formatDate(date: Date, style: 'z' | 'naive'): string {
	const iso = date.toISOString();
	return style === 'z' ? iso : iso.replace('Z', '000');
}

/** As `formatDate`, for a date that may not have come yet. */
export function formatDateOrNull(date: Date | null, style: 'z' | 'naive'): string | null {
	return date === null ? null : formatDate(date, style);
}
