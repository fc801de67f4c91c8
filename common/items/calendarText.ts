/** Dates that people write, as ISO 8601. Pure: what cannot be read, or in two ways, is no date. */

const MONTHS = [
	...['january', 'february', 'march', 'april', 'may', 'june'],
	...['july', 'august', 'september', 'october', 'november', 'december'],
];

/** The abbreviations that RFC 2822 defines (4.3), in hours from UTC. */
const ZONES: Record<string, number> = {
	...{ z: 0, ut: 0, utc: 0, gmt: 0 },
	...{ est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 },
};

const WEEKDAY = '(?:[a-z]{3,9},?\\s+)?';
const MONTH = '(?<month>[a-z]{3,9})\\.?';
const DAY = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(?<year>\\d{4})';
/** `10:30`, `10:30:05.123 PM`, `3 pm`, each perhaps with a zone after it. */
const CLOCK =
	'(?:(?:,?\\s+(?:at\\s+)?)(?<hour>\\d{1,2})(?::(?<minute>\\d{2}))?(?::(?<second>\\d{2})(?<fraction>\\.\\d{1,9})?)?\\s*(?<half>[ap]m)?(?:\\s*(?<zone>[a-z]{0,3}))(?<offset>[+-]\\d{2}:?\\d{2})?(?:\\s*\\([^)]*\\))?)?';

const FORMS = [
	// 25 Dec 2025, Thursday, 25 December 2025 10:00 +0100
	`${WEEKDAY}${DAY}[\\s-]+${MONTH}[\\s,-]+${YEAR}${CLOCK}`,
	// Dec 25, 2025, and what a Date of JavaScript is as text
	`${WEEKDAY}${MONTH}\\s+${DAY},?\\s+${YEAR}${CLOCK}`,
	// 2025/12/25
	`${YEAR}/(?<month>\\d{1,2})/(?<day>\\d{1,2})${CLOCK}`,
	// 12/25/2025, 25.12.2025
	`(?<first>\\d{1,2})([/.-])(?<other>\\d{1,2})\\2${YEAR}${CLOCK}`,
].map((form) => new RegExp(`^${form}$`, 'i'));

/**
 * The date in a text as ISO 8601: with the zone of the text, or with none. A date of two numbers and a
 * year is read only if one of the numbers cannot be a month: `12/25/2025`, but not `01/02/2025`.
 */
export function calendarToIso(text: string): string | undefined {
	const groups = FORMS.map((form) => form.exec(text)?.groups).find((found) => found !== undefined);
	if (groups === undefined) return undefined;
	const date = dateOf(groups);
	const time = timeOf(groups);
	return date === undefined || time === undefined ? undefined : `${date}T${time}`;
}

type Groups = Record<string, string | undefined>;

function dateOf({ year, month, day, first, other }: Groups): string | undefined {
	if (month !== undefined) {
		return toDate(year, monthOf(month.toLowerCase()), Number(day));
	}
	const [one, two] = [Number(first), Number(other)];
	if (one === two || two > 12) return toDate(year, one, two);
	return one > 12 ? toDate(year, two, one) : undefined;
}

function monthOf(text: string): number {
	return /^\d/.test(text) ? Number(text) : MONTHS.findIndex((name) => name.startsWith(text)) + 1;
}

/** A day of the calendar; the 30th of February is none. */
function toDate(year: string | undefined, month: number, day: number): string | undefined {
	const iso = `${year}-${pad(month)}-${pad(day)}`;
	return isCalendarDay(iso) ? iso : undefined;
}

/** Whether a text that begins as `2025-12-25` names a day that there is. */
export function isCalendarDay(iso: string): boolean {
	const day = iso.slice(0, 10);
	const atMs = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day);
}

function timeOf({ hour, minute, second, fraction, half, zone, offset }: Groups) {
	if (hour === undefined) return '00:00:00';
	// A number alone after the date may be anything.
	if (minute === undefined && half === undefined) return undefined;
	const hours = hoursOf(Number(hour), half?.toLowerCase());
	const suffix = offsetOf(zone, offset);
	if (hours === undefined || suffix === undefined) return undefined;
	return `${pad(hours)}:${minute ?? '00'}:${second ?? '00'}${fraction ?? ''}${suffix}`;
}

function hoursOf(hour: number, half: string | undefined): number | undefined {
	if (half === undefined) return hour;
	if (hour < 1 || hour > 12) return undefined;
	return (hour % 12) + (half === 'pm' ? 12 : 0);
}

/** The zone of a text as ISO has it, empty if there is none; undefined for an unknown name. */
function offsetOf(zone = '', offset = ''): string | undefined {
	if (zone === '') return offset;
	const hours = ZONES[zone.toLowerCase()];
	// GMT+0100 is how JavaScript writes a date.
	if (hours === undefined || (offset !== '' && hours !== 0)) return undefined;
	return offset === '' ? `${hours < 0 ? '-' : '+'}${pad(Math.abs(hours))}:00` : offset;
}

const pad = (number: number): string => String(number).padStart(2, '0');
