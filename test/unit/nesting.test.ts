import { MAX_LEVELS, MAX_VALUES, problemWithShape } from '../../common/util/nesting';

const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
const DEEP = `is nested more than ${MAX_LEVELS} levels deep`;
const MANY = `holds more than ${MAX_VALUES} values`;

describe('problemWithShape', () => {
	it.each([
		['a number', '1', undefined],
		['as many lists in each other as there may be', lists(MAX_LEVELS), undefined],
		['one more', lists(MAX_LEVELS + 1), DEEP],
		['as many objects in each other as there may be', objects(MAX_LEVELS), undefined],
		['one more object', objects(MAX_LEVELS + 1), DEEP],
		['brackets in a text', `["${'['.repeat(500)}"]`, undefined],
		['brackets after a quote in a text', `["\\"${'['.repeat(500)}"]`, undefined],
		['brackets after a text that ends in a backslash', `["\\\\",${lists(MAX_LEVELS)}]`, DEEP],
		['brackets in a key', `{"${'{'.repeat(500)}":1}`, undefined],
		['lists beside each other', `[${'[],'.repeat(500)}[]]`, undefined],
		['as many values as there may be', `[${'1,'.repeat(MAX_VALUES - 2)}1]`, undefined],
		['one more value', `[${'1,'.repeat(MAX_VALUES - 1)}1]`, MANY],
		['too many empty lists', `[${'[],'.repeat(MAX_VALUES)}[]]`, MANY],
		['too many keys', `{${'"a":1,'.repeat(MAX_VALUES)}"a":1}`, MANY],
		['commas in a text', JSON.stringify(','.repeat(2 * MAX_VALUES)), undefined],
		['spaces', `[${' '.repeat(2 * MAX_VALUES)}]`, undefined],
	])('%s', (_name, json, expected) => {
		expect(problemWithShape(json)).toBe(expected);
	});
});
