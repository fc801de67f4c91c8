import { DateTime } from 'luxon';
import { NodeOperationError, type INode } from 'n8n-workflow';

import { readDateTime } from '../../common/items/dateTime';
import type { ParameterSource } from '../../common/items/item';

const node = { name: 'Noxus', type: 'noxus' } as INode;
const place = {
	label: 'When',
	error: (problem: string) => new NodeOperationError(node, `When ${problem}`),
};

/** The process of the tests is in New York, so this zone is never its own. */
const inTokyo: ParameterSource = {
	timezone: 'Asia/Tokyo',
	parameter: () => undefined,
	field: () => place,
};
const read = (value: unknown) => readDateTime(inTokyo, place, value).toISO();

describe('readDateTime', () => {
	it.each<[string, unknown, string]>([
		['n8n picker', '2025-12-25T10:00:00', '2025-12-25T10:00:00.000+09:00'],
		['a day', '2025-12-25', '2025-12-25T00:00:00.000+09:00'],
		['a day without dashes', '20251225', '2025-12-25T00:00:00.000+09:00'],
		['a week', '2025-W52-4', '2025-12-25T00:00:00.000+09:00'],
		['SQL', '2025-12-25 10:00:00', '2025-12-25T10:00:00.000+09:00'],
		['SQL with a zone', '2025-12-25 10:00:00 Europe/Berlin', '2025-12-25T10:00:00.000+01:00'],
		['a zone in the text', '2025-12-25T10:00:00-05:00', '2025-12-25T10:00:00.000-05:00'],
		['UTC in the text', '2025-12-25T10:00:00Z', '2025-12-25T10:00:00.000Z'],
		['HTTP', 'Thu, 25 Dec 2025 10:00:00 GMT', '2025-12-25T10:00:00.000Z'],
		['RFC 2822', 'Thu, 25 Dec 2025 10:00:00 +0100', '2025-12-25T10:00:00.000+01:00'],
		['American, which the numbers show', '12/25/2025', '2025-12-25T00:00:00.000+09:00'],
		['European, which the numbers show', '25.12.2025', '2025-12-25T00:00:00.000+09:00'],
		['a day with the number of its month', '05/05/2025', '2025-05-05T00:00:00.000+09:00'],
		['with a time', '12/25/2025, 3:05 PM', '2025-12-25T15:05:00.000+09:00'],
		['midnight', '12/25/2025 12:00 am', '2025-12-25T00:00:00.000+09:00'],
		['the year first', '2025/12/25', '2025-12-25T00:00:00.000+09:00'],
		['the name of a month', 'Dec 25, 2025', '2025-12-25T00:00:00.000+09:00'],
		['the day before it', '25 December 2025 10:00', '2025-12-25T10:00:00.000+09:00'],
		['the name of a zone', '25 Dec 2025 10:00 EST', '2025-12-25T10:00:00.000-05:00'],
		[
			'a Date as text',
			'Thu Dec 25 2025 10:00:00 GMT-0500 (Eastern Standard Time)',
			'2025-12-25T10:00:00.000-05:00',
		],
		['Unix seconds', 1748772000, '2025-06-01T19:00:00.000+09:00'],
		['Unix seconds as text', ' 1748772000 ', '2025-06-01T19:00:00.000+09:00'],
		['Unix seconds with a fraction', '1748772000.5', '2025-06-01T19:00:00.500+09:00'],
		['milliseconds', 1748772000000, '2025-06-01T19:00:00.000+09:00'],
		['milliseconds as text', '1748772000000', '2025-06-01T19:00:00.000+09:00'],
		['seconds before 1970', -1_000_000_000, '1938-04-25T07:13:20.000+09:00'],
		['0, the same in both', 0, '1970-01-01T09:00:00.000+09:00'],
		['a Date', new Date('2025-12-25T10:00:00Z'), '2025-12-25T10:00:00.000Z'],
		[
			'a DateTime of Luxon',
			DateTime.fromISO('2025-12-25T10:00:00', { zone: 'Europe/Berlin' }),
			'2025-12-25T10:00:00.000+01:00',
		],
	])('%s: %p', (_case, value, expected) => {
		const dateTime = read(value);
		expect(dateTime).toBe(expected);
	});

	it.each(['01/02/2025', '1.2.2025', '01-02-2025 10:00', '12/25/25'])(
		'%s can be read in two ways',
		(value) => {
			expect(() => read(value)).toThrow(
				`When must be an unambiguous date, such as 2025-12-31, not "${value}"`,
			);
		},
	);

	it.each<[unknown]>([
		['yesterday'],
		['Item 5'],
		['10:30'],
		['25 Dec 2025 10'],
		['Feb 30, 2025'],
		['2025-02-30'],
		['20250230'],
		['2025-12-25T25:00'],
		['202512'],
		['12345'],
		[20251225],
		[86_400],
		[1e20],
		[NaN],
		[new Date(NaN)],
		[true],
		[[]],
		[{}],
	])('%p is none', (value) => {
		expect(() => read(value)).toThrow(/^When must be a date and time, not /);
	});

	it('reads no text that is longer than a date', () => {
		for (const text of [`${' '.repeat(50_000)}5`, '2025'.padEnd(1_000_000, ' 1')]) {
			expect(() => read(text)).toThrow(/^When must be a date and time, not /);
		}
	});
});
