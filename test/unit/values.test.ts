import {
	preview,
	toChoice,
	toFlag,
	toId,
	toJson,
	toList,
	toNumber,
	toText,
} from '../../common/items/values';
import { asObject, isLeftEmpty, textOrUndefined } from '../../common/util/json';
import { fieldPlace } from './support/fakeContext';

const place = fieldPlace('The Field');

describe('what counts as left empty', () => {
	it.each([[undefined], [null], [''], [' '], ['\n\t']])('%j does', (value) => {
		expect(isLeftEmpty(value)).toBe(true);
	});

	it.each([[0], [false], [NaN], [[]], [{}], ['0'], ['null'], [[null]]])('%j does not', (value) => {
		expect(isLeftEmpty(value)).toBe(false);
	});

	it('is the same for all kinds of values', () => {
		for (const empty of [undefined, null, '', ' ']) {
			expect([
				toText(empty, place),
				toId(empty, place),
				toList(empty, place),
				toNumber(empty, place),
				toFlag(empty, place),
				toChoice(empty, ['a'], place),
				toJson(empty, place),
			]).toEqual(['', '', [], undefined, undefined, undefined, undefined]);
		}
	});
});

describe('toNumber', () => {
	it.each([
		[0, 0],
		['0', 0],
		[' -1.5 ', -1.5],
		['1e3', 1000],
	])('reads %j as %d', (value, expected) => {
		expect(toNumber(value, place)).toBe(expected);
	});

	it.each([
		[NaN, 'NaN'],
		[Infinity, 'Infinity'],
		['Infinity', '"Infinity"'],
		['1,5', '"1,5"'],
		['5 MB', '"5 MB"'],
		[true, 'true'],
		[[], '[]'],
		[{}, '{}'],
		[new Date(0), '"1970-01-01T00:00:00.000Z"'],
	])('refuses %j', (value, shown) => {
		expect(() => toNumber(value, place)).toThrow(`The Field must be a number, not ${shown}`);
	});
});

describe('toJson', () => {
	it.each([
		['{"a": 1}', { a: 1 }],
		['[1]', [1]],
		['null', null],
		['"a"', 'a'],
		[{ a: 1 }, { a: 1 }],
		[[1], [1]],
		[0, 0],
		[false, false],
	])('reads %j', (value, expected) => {
		expect(toJson(value, place)).toEqual(expected);
	});

	it.each(['{', "{'a': 1}", 'a'])('refuses %j', (text) => {
		expect(() => toJson(text, place)).toThrow(/^The Field is not valid JSON: \S/);
	});
});

describe('preview', () => {
	it.each([
		['a', '"a"'],
		['x'.repeat(60), `"${'x'.repeat(60)}"`],
		['x'.repeat(61), `"${'x'.repeat(60)}…"`],
		[{ a: 1 }, '{"a":1}'],
		[[1, 'b'], '[1,"b"]'],
		[7, '7'],
		[NaN, 'NaN'],
		[true, 'true'],
		[null, 'null'],
		[undefined, 'undefined'],
		[['x'.repeat(100)], `["${'x'.repeat(58)}…`],
	])('of %j is %s', (value, expected) => {
		expect(preview(value)).toBe(expected);
	});
});

describe('asObject', () => {
	it('knows objects with named fields from all else', () => {
		const object = { a: 1 };
		expect(asObject(object)).toBe(object);
		for (const value of [undefined, null, 'a', 7, true, [], [{}]]) {
			expect(asObject(value)).toBeUndefined();
		}
	});
});

describe('textOrUndefined', () => {
	it('knows text with something in it from all else', () => {
		expect(textOrUndefined(' a ')).toBe(' a ');
		for (const value of [undefined, null, '', ' \n', 7, true, [], {}]) {
			expect(textOrUndefined(value)).toBeUndefined();
		}
	});
});
