import { tryToParseDateTime } from 'n8n-workflow';

import { asObject, jsonValueOf } from '../util/json';
import { calendarToIso, isCalendarDay } from './calendarText';
import type { FieldPlace, ParameterSource } from './item';
import { preview } from './values';

/** ISO 8601 and SQL: the date, perhaps a time, perhaps the zone as an offset or by its IANA name. */
const ISO =
	/^\d{4}(?:-\d{2}(?:-\d{2})?|\d{4}|-?W\d{2}(?:-?\d)?|-?\d{3})?(?:[T ]\d{2}(?::?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?)? ?(?:Z|[+-]\d{2}(?::?\d{2})?|UTC|[A-Z_]+(?:\/[A-Z_+-]+)+)?)?$/i;
const ISO_DAY = /^(\d{4})-?(\d{2})-?(\d{2})(?!\d)/;

/** A longer text is no date, and takes a pattern long. */
const MAX_CHARS = 100;

/** At most 8 digits are a year, a month or a day in ISO 8601. */
const UNIX_TEXT = /^-?\d{9,}(?:\.\d+)?$/;
/** Seconds since 1970 reach these in 1973 and in the year 5138, and milliseconds the second in 1973. */
const MIN_SECONDS = 1e8;
const MIN_MILLISECONDS = 1e11;
/** The last time that JavaScript has. */
const MAX_MILLISECONDS = 8.64e15;

/**
 * A date and time: of a date of JavaScript or Luxon; from ISO 8601, SQL, RFC 2822 or HTTP; from text
 * that people write, such as `Dec 25, 2025` or `12/25/2025`; or from Unix seconds or milliseconds.
 * What has no zone of its own, as n8n's picker returns it, is in the time zone of the workflow, never
 * in that of n8n's process, in which n8n-workflow would read all but ISO, SQL, RFC 2822 and HTTP.
 *
 * @throws NodeOperationError that names the item and the field, also for a date that may be read in two
 * ways, such as 01/02/2025.
 */
export function readDateTime(
	source: ParameterSource,
	place: FieldPlace,
	value: unknown,
): ReturnType<typeof tryToParseDateTime> {
	const time = toUnixDate(value) ?? toIsoText(value);
	try {
		if (time !== undefined) return tryToParseDateTime(time, source.timezone);
	} catch {
		// It has the form of a date, but there is no such time.
	}
	throw place.error(problemWith(value));
}

function problemWith(value: unknown): string {
	const isTwoNumbers =
		typeof value === 'string' && /^\s*\d{1,2}([/.-])\d{1,2}\1\d{2,4}\b/.test(value);
	const kind = isTwoNumbers ? 'an unambiguous date, such as 2025-12-31' : 'a date and time';
	return `must be ${kind}, not ${preview(value)}`;
}

/** The time in a number, also as text; undefined if it may be neither seconds nor milliseconds. */
function toUnixDate(value: unknown): Date | undefined {
	const isText = typeof value === 'string' && UNIX_TEXT.test(value.trim());
	if (typeof value !== 'number' && !isText) return undefined;
	const number = Number(value);
	const size = Math.abs(number);
	if (size > MAX_MILLISECONDS || (size < MIN_SECONDS && size !== 0)) return undefined;
	return new Date(size < MIN_MILLISECONDS ? number * 1000 : number);
}

/** ISO 8601 for a date or a text; undefined if it is neither, or may be read in two ways. */
function toIsoText(value: unknown): string | undefined {
	// An expression may make its dates in a realm of its own; their JSON is ISO text in any case.
	const given = asObject(value) === undefined ? value : jsonValueOf(value);
	if (typeof given !== 'string') return undefined;
	const text = given.trim();
	if (text.length > MAX_CHARS) return undefined;
	if (!ISO.test(text)) return calendarToIso(text);
	const [, year, month, day] = ISO_DAY.exec(text) ?? [];
	const isDay = day === undefined || isCalendarDay(`${year}-${month}-${day}`);
	return isDay ? text : undefined;
}
