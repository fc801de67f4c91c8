import { readFields } from '../../common/items/fields';
import { runFilters, toRunFilters } from '../../nodes/Noxus/fields/runFilters';
import { itemWith } from './support/fakeContext';

/** The filters as Noxus gets them, of an item in a workflow set to Tokyo. */
const read = (filters: Record<string, unknown>) =>
	toRunFilters(readFields(itemWith(filters), runFilters));

describe('the filters of Get Many', () => {
	it.each([
		['without a zone, in that of the workflow', '2025-01-15T10:30:00', '2025-01-15T01:30:00Z'],
		['in UTC', '2025-01-15T10:30:00.000Z', '2025-01-15T10:30:00Z'],
		['with an offset', '2025-01-15T10:30:00.000-05:00', '2025-01-15T15:30:00Z'],
		['a day', '2025-01-15', '2025-01-14T15:00:00Z'],
		['as the old picker returns it', '2025-01-15 10:30:00', '2025-01-15T01:30:00Z'],
		['a Date', new Date('2025-01-15T10:30:00Z'), '2025-01-15T10:30:00Z'],
	])('read a time %s', (_name, value, expected) => {
		expect(read({ createdAfter: value }).createdAfterMs).toBe(Date.parse(expected));
		expect(read({ createdBefore: value }).createdBeforeMs).toBe(Date.parse(expected));
	});

	it.each([{}, { createdAfter: '', createdBefore: null, statuses: [] }])('want all: %j', (none) => {
		expect(read(none)).toEqual({
			statuses: [],
			createdAfterMs: undefined,
			createdBeforeMs: undefined,
		});
	});

	it('name the field that is not a time', () => {
		expect(() => read({ createdBefore: 'yesterday' })).toThrow(
			'Created Before must be a date and time, not "yesterday"',
		);
	});

	it.each([
		[
			['failed', 'stopped'],
			['failed', 'stopped'],
		],
		['failed, stopped', ['failed', 'stopped']],
	])('accept statuses from an expression: %j', (statuses, expected) => {
		expect(read({ statuses }).statuses).toEqual(expected);
	});
});
