import type { Field } from '../../common/items/fields';
import { readField } from '../../common/items/fields';
import {
	choiceField,
	flagField,
	idField,
	listField,
	multiChoiceField,
	notice,
	numberField,
	optionalFlagField,
	requiredIdField,
	requiredTextField,
	textField,
} from '../../common/items/fieldTypes';
import { itemWith } from './support/fakeContext';

const ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const displayName = 'The Field';
const options = ['stream', 'poll'].map((value) => ({ name: value, value }));

const fields = {
	text: textField({ displayName }),
	requiredText: requiredTextField({ displayName }),
	id: idField({ displayName }),
	requiredId: requiredIdField({ displayName }),
	list: listField({ displayName }),
	multiChoice: multiChoiceField({ displayName, default: ['stream'], options }),
	flag: flagField({ displayName, default: true }),
	optionalFlag: optionalFlagField({ displayName, default: true }),
	number: numberField({ displayName, default: 60, min: 0 }),
	rangeNumber: numberField({ displayName, default: 0.5, min: 0.5, max: 99.5 }),
	wholeNumber: numberField({ displayName, default: 10, min: 1, max: 100, isWhole: true }),
	choice: choiceField<'stream' | 'poll'>({
		displayName,
		default: 'stream',
		options: [
			{ name: 'Stream', value: 'stream' },
			{ name: 'Poll', value: 'poll' },
		],
	}),
	notice: notice(displayName),
} satisfies Record<string, Field<unknown>>;

type Name = keyof typeof fields;

const read = (name: Name, value: unknown) => readField(itemWith({ [name]: value }), fields, name);

const EMPTY = [undefined, null, '', '  ', '\n\t'];

describe('a field that is left empty', () => {
	const cases: Array<[Name, unknown]> = [
		['text', ''],
		['id', ''],
		['list', []],
		['multiChoice', []],
		['flag', true],
		['optionalFlag', undefined],
		['number', 60],
		['rangeNumber', 0.5],
		['wholeNumber', 10],
		['choice', 'stream'],
		['notice', undefined],
	];

	it.each(cases)('of the type %s is %j', (name, expected) => {
		for (const empty of EMPTY) expect(read(name, empty)).toEqual(expected);
	});

	it.each<[Name, string]>([
		['requiredText', 'The Field is empty: enter a value'],
		['requiredId', 'The Field is empty: enter an ID'],
	])('of the type %s is an error', (name, message) => {
		for (const empty of EMPTY) expect(() => read(name, empty)).toThrow(message);
	});

	it.each<[Name, unknown[]]>([
		[
			'requiredId',
			[
				{ mode: 'list', value: '' },
				{ mode: 'id', value: null },
			],
		],
		['id', []],
	])('may be a picker in which nothing was chosen: %s', (name, empty) => {
		for (const value of empty) expect(() => read(name, value)).toThrow('is empty');
		expect(read('id', { __rl: true, mode: 'list', value: '' })).toBe('');
	});
});

describe('a field with a value', () => {
	it.each<[Name, unknown, unknown]>([
		['text', ' hi ', 'hi'],
		['text', 0, '0'],
		['text', false, 'false'],
		['requiredText', ' hi ', 'hi'],
		['requiredText', 0, '0'],
		['id', ` ${ID}\n`, ID],
		['id', 7, '7'],
		['id', { mode: 'id', value: ID }, ID],
		['requiredId', { __rl: true, mode: 'list', value: ` ${ID} `, cachedResultName: 'x' }, ID],
		['list', 'a, b ,,c', ['a', 'b', 'c']],
		['list', ['a', ' b ', '', null, 7], ['a', 'b', '7']],
		['list', [], []],
		['list', 7, ['7']],
		['multiChoice', ['poll'], ['poll']],
		['multiChoice', 'stream, poll', ['stream', 'poll']],
		// The options may be loaded, or an expression may name others.
		['multiChoice', ['other'], ['other']],
		['flag', false, false],
		['flag', 'false', false],
		['flag', ' TRUE ', true],
		['flag', 0, false],
		['flag', '1', true],
		['optionalFlag', false, false],
		['optionalFlag', 'true', true],
		['number', 0, 0],
		['number', 1.5, 1.5],
		['number', ' 90 ', 90],
		['number', '1e3', 1000],
		['number', Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
		['rangeNumber', 0.5, 0.5],
		['rangeNumber', '99.5', 99.5],
		['wholeNumber', 1, 1],
		['wholeNumber', '100', 100],
		['wholeNumber', 7.0, 7],
		['choice', 'poll', 'poll'],
		['notice', 'whatever', undefined],
	])('of the type %s: %j is %j', (name, value, expected) => {
		expect(read(name, value)).toEqual(expected);
	});
});

describe('a field with a wrong value', () => {
	it.each<[Name, unknown, string]>([
		['text', {}, 'The Field must be text, not {}'],
		['text', [], 'The Field must be text, not []'],
		['text', ['a'], 'The Field must be text, not ["a"]'],
		['requiredText', { a: 1 }, 'The Field must be text, not {"a":1}'],
		['id', {}, 'The Field must be an ID, not {}'],
		['id', [ID], `The Field must be an ID, not ["${ID}"]`],
		['id', true, 'The Field must be an ID, not true'],
		['id', 'my flow', 'The Field must be an ID of letters, digits and dashes only, not "my flow"'],
		['id', '../me', 'The Field must be an ID of letters, digits and dashes only, not "../me"'],
		['id', { mode: 'id', value: { a: 1 } }, 'The Field must be an ID, not {"a":1}'],
		['id', { value: ID }, `The Field must be an ID, not {"value":"${ID}"}`],
		['requiredId', false, 'The Field must be an ID, not false'],
		['list', {}, 'The Field must be text, not {}'],
		['list', ['a', { b: 1 }], 'The Field must be text, not {"b":1}'],
		['list', [['a']], 'The Field must be text, not ["a"]'],
		['multiChoice', { a: 1 }, 'The Field must be text, not {"a":1}'],
		['flag', 'maybe', 'The Field must be true or false, not "maybe"'],
		['flag', 2, 'The Field must be true or false, not 2'],
		['flag', {}, 'The Field must be true or false, not {}'],
		['flag', [], 'The Field must be true or false, not []'],
		['optionalFlag', 'yes', 'The Field must be true or false, not "yes"'],
		['number', 'soon', 'The Field must be a number of 0 or more, not "soon"'],
		['number', true, 'The Field must be a number of 0 or more, not true'],
		['number', [], 'The Field must be a number of 0 or more, not []'],
		['number', [5], 'The Field must be a number of 0 or more, not [5]'],
		['number', {}, 'The Field must be a number of 0 or more, not {}'],
		['number', 'Infinity', 'The Field must be a number of 0 or more, not "Infinity"'],
		['number', Infinity, 'The Field must be a number of 0 or more, not Infinity'],
		['number', NaN, 'The Field must be a number of 0 or more, not NaN'],
		['wholeNumber', '1e999', 'The Field must be a whole number from 1 to 100, not "1e999"'],
		['number', -1, 'The Field must be a number of 0 or more, not -1'],
		['number', '-0.1', 'The Field must be a number of 0 or more, not "-0.1"'],
		['rangeNumber', 0.4, 'The Field must be a number from 0.5 to 99.5, not 0.4'],
		['rangeNumber', 99.6, 'The Field must be a number from 0.5 to 99.5, not 99.6'],
		['wholeNumber', 0, 'The Field must be a whole number from 1 to 100, not 0'],
		['wholeNumber', 101, 'The Field must be a whole number from 1 to 100, not 101'],
		['wholeNumber', 1.5, 'The Field must be a whole number from 1 to 100, not 1.5'],
		['choice', 'Stream', 'The Field must be one of stream, poll, not "Stream"'],
		['choice', 7, 'The Field must be one of stream, poll, not 7'],
		['choice', ['stream'], 'The Field must be one of stream, poll, not ["stream"]'],
		['choice', {}, 'The Field must be one of stream, poll, not {}'],
	])('of the type %s: %j is an error', (name, value, message) => {
		let error: unknown;
		try {
			read(name, value);
		} catch (caught) {
			error = caught;
		}
		expect(error).toMatchObject({ message, context: { itemIndex: 3 } });
	});

	it.each<[Name, unknown]>([
		['text', { long: 'x'.repeat(500) }],
		['choice', 'x'.repeat(500)],
	])('of the type %s is shown in short', (name, value) => {
		expect(() => read(name, value)).toThrow(/not .{10,80}…"?$/);
	});
});

describe('the description of a field', () => {
	it.each<[Name, object]>([
		['text', { type: 'string', default: '' }],
		['requiredText', { type: 'string', default: '', required: true }],
		['id', { type: 'string', default: '' }],
		['requiredId', { type: 'string', default: '', required: true }],
		['list', { type: 'string', default: '' }],
		['multiChoice', { type: 'multiOptions', default: ['stream'], options }],
		['flag', { type: 'boolean', default: true }],
		['optionalFlag', { type: 'boolean', default: true }],
		['number', { type: 'number', default: 60, typeOptions: { minValue: 0 } }],
		[
			'rangeNumber',
			{ type: 'number', default: 0.5, typeOptions: { minValue: 0.5, maxValue: 99.5 } },
		],
		['wholeNumber', { type: 'number', default: 10, typeOptions: { minValue: 1, maxValue: 100 } }],
		['notice', { type: 'notice', default: '', displayOptions: {} }],
	])('of the type %s is that of n8n, and no more', (name, expected) => {
		expect(fields[name].property).toEqual({ displayName, ...expected });
	});

	it.each<[Field<unknown>, unknown]>([
		[textField({ displayName, default: 'a' }), 'a'],
		[requiredTextField({ displayName, default: 'data' }), 'data'],
	])('may have a text as its default', ({ property }, expected) => {
		expect(property.default).toBe(expected);
	});
});
