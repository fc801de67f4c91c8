import { readField, rows } from '../../common/items/fields';
import {
	exactTextField,
	jsonField,
	numberField,
	objectField,
	textField,
	valueField,
} from '../../common/items/fieldTypes';
import { itemWith } from './support/fakeContext';

const displayName = 'The Field';

const fields = {
	text: exactTextField({ displayName }),
	json: jsonField({ displayName }),
	object: objectField({ displayName }),
	value: valueField({ displayName }),
	rows: rows(
		{
			name: textField({ displayName: 'Name' }),
			count: numberField({ displayName: 'Count', default: 1, min: 0 }),
		},
		{ displayName, row: 'Row' },
	),
};

type Name = keyof typeof fields;
const read = (name: Name, value: unknown) => readField(itemWith({ [name]: value }), fields, name);

describe('a field', () => {
	it.each<[Name, unknown, unknown]>([
		['text', ' a\n', ' a\n'],
		['text', ' ', ' '],
		['text', null, ''],
		['text', 5, '5'],
		['json', '', undefined],
		['json', '[1]', [1]],
		['json', 'null', null],
		['json', { a: 1 }, { a: 1 }],
		['object', null, {}],
		['object', ' ', {}],
		['object', '{"a":1}', { a: 1 }],
		['object', { a: 1 }, { a: 1 }],
		['value', [1], [1]],
		['value', ' a ', ' a '],
		['rows', null, []],
		['rows', {}, []],
		['rows', { values: [] }, []],
		[
			'rows',
			{ values: [{ name: ' a ', count: '2' }, {}] },
			[
				{ name: 'a', count: 2 },
				{ name: '', count: 1 },
			],
		],
	])('%s reads %j as %j', (name, value, expected) => {
		expect(read(name, value)).toEqual(expected);
	});

	it.each<[Name, unknown, string]>([
		['text', {}, 'The Field must be text, not {}'],
		['json', '{', 'The Field is not valid JSON'],
		['object', '[1]', 'The Field must be a JSON object, not [1]'],
		['object', 'x', 'The Field is not valid JSON'],
		['rows', 'x', 'The Field must be a list of rows, not "x"'],
		['rows', { values: 'x' }, 'The Field must be a list of rows'],
		['rows', { values: [{ count: -1 }] }, 'Count must be a number of 0 or more, not -1'],
	])('%s refuses %j', (name, value, message) => {
		expect(() => read(name, value)).toThrow(message);
	});
});

describe('rows', () => {
	it('are described as a fixed collection of the fields', () => {
		expect(fields.rows.property).toMatchObject({
			type: 'fixedCollection',
			default: {},
			typeOptions: { multipleValues: true },
			options: [
				{ displayName: 'Row', name: 'values', values: [{ name: 'name' }, { name: 'count' }] },
			],
		});
	});
});
