import { toIsoUtc } from '../../common/util/isoTime';

describe('toIsoUtc', () => {
	it.each([
		['UTC', '2025-01-15T10:30:00Z', '2025-01-15T10:30:00.000Z'],
		['an offset', '2025-01-15T12:30:00+02:00', '2025-01-15T10:30:00.000Z'],
		['microseconds without a zone', '2025-01-15T10:30:00.123456', '2025-01-15T10:30:00.123Z'],
		['a day', '2025-01-15', '2025-01-15T00:00:00.000Z'],
		['anything that is not a time', 'yesterday', 'yesterday'],
		['nothing', '', null],
		['null', null, null],
		['a number', 1736937000, null],
	])('%s', (_name, value, expected) => {
		expect(toIsoUtc(value)).toBe(expected);
	});
});
