import { NodeOperationError, type INodeProperties, type IPollFunctions } from 'n8n-workflow';

import {
	collection,
	readField,
	readFields,
	toProperties,
	withProperty,
	type Field,
	type Fields,
} from '../../common/items/fields';
import { flagField, numberField, textField } from '../../common/items/fieldTypes';
import { NodeParameters } from '../../common/items/item';
import { callbackFields } from '../../nodes/Noxus/fields/callback';
import { createOptions } from '../../nodes/Noxus/fields/createOptions';
import { inputFields } from '../../nodes/Noxus/fields/inputs';
import { operationOutputFields, outputOptions } from '../../nodes/Noxus/fields/output';
import { runFilters } from '../../nodes/Noxus/fields/runFilters';
import { runIdFields } from '../../nodes/Noxus/fields/runId';
import {
	breakOffOptions,
	concurrencyOptions,
	waitOptions,
	whenLongFields,
} from '../../nodes/Noxus/fields/wait';
import { pollFields } from '../../nodes/Noxus/pollTrigger/fields';
import { triggerFields } from '../../nodes/Noxus/trigger/fields';
import { itemWith, node } from './support/fakeContext';

const some = {
	name: textField({ displayName: 'Name', description: 'What it is called' }),
	count: numberField({
		displayName: 'Count',
		default: 5,
		min: 0,
		displayOptions: { show: { mode: ['many'] } },
	}),
};

/** The error of reading a field. */
function errorOf(read: () => unknown): unknown {
	try {
		return read();
	} catch (error) {
		return error;
	}
}

describe('toProperties', () => {
	it('names the fields by their keys, in their order', () => {
		expect(toProperties(some)).toEqual([
			{
				displayName: 'Name',
				description: 'What it is called',
				name: 'name',
				type: 'string',
				default: '',
			},
			{
				displayName: 'Count',
				name: 'count',
				type: 'number',
				default: 5,
				typeOptions: { minValue: 0 },
				displayOptions: { show: { mode: ['many'] } },
			},
		]);
	});

	it('adds when all of them are shown, and keeps what each has', () => {
		const shown = toProperties(some, { resource: ['run'] });
		expect(shown.map(({ displayOptions }) => displayOptions)).toEqual([
			{ show: { resource: ['run'] } },
			{ show: { resource: ['run'], mode: ['many'] } },
		]);
	});

	it('keeps when a field is hidden', () => {
		const hide = { mode: ['one'] };
		const hidden = { name: withProperty(some.name, { displayOptions: { hide } }) };
		expect(toProperties(hidden)[0]?.displayOptions).toEqual({ hide });
		const show = { resource: ['run'] };
		expect(toProperties(hidden, show)[0]?.displayOptions).toEqual({ hide, show });
	});
});

describe('readFields', () => {
	it('reads each field by the name of its parameter', () => {
		expect(readFields(itemWith({ name: ' a ', count: '7', other: 1 }), some)).toEqual({
			name: 'a',
			count: 7,
		});
		expect(readFields(itemWith({}), some)).toEqual({ name: '', count: 5 });
	});

	it('names the first field with a wrong value, the item, and that nothing was sent', () => {
		const error = errorOf(() => readFields(itemWith({ name: {}, count: 'x' }, 2), some));
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error).toMatchObject({
			message: 'Name must be text, not {}',
			description: 'Nothing was sent to Noxus for this item (item 2, counted from 0).',
			context: { itemIndex: 2 },
		});
	});

	it('reads the parameters of a trigger, whose errors name no item', () => {
		const context = (count: unknown) =>
			({
				getNodeParameter: (name: string) => (name === 'count' ? count : null),
				getNode: () => node,
				getTimezone: () => 'Asia/Tokyo',
			}) as unknown as IPollFunctions;
		expect(readFields(new NodeParameters(context(7)), some)).toEqual({ name: '', count: 7 });
		const error = errorOf(() => readField(new NodeParameters(context(-1)), some, 'count'));
		expect(error).toMatchObject({ message: 'Count must be a number of 0 or more, not -1' });
		expect((error as NodeOperationError).context.itemIndex).toBeUndefined();
	});
});

describe('a collection', () => {
	const fields = { options: collection(some) };
	const read = (options: unknown) => readField(itemWith({ options }), fields, 'options');

	it('is shown as Options, with its fields in their order', () => {
		expect(toProperties(fields)).toEqual([
			{
				name: 'options',
				displayName: 'Options',
				placeholder: 'Add Option',
				type: 'collection',
				default: {},
				options: toProperties(some),
			},
		]);
	});

	it('may be called otherwise', () => {
		const texts = { displayName: 'Filters', placeholder: 'Add Filter' };
		expect(collection(some, texts).property).toMatchObject(texts);
	});

	it.each([[undefined], [null], [''], [{}]])(
		'has the defaults if it is left empty: %j',
		(empty) => {
			expect(read(empty)).toEqual({ name: '', count: 5 });
		},
	);

	it('reads the fields that were added', () => {
		expect(read({ count: 7, other: 1 })).toEqual({ name: '', count: 7 });
	});

	it.each([
		['a text', 'Options must be an object, not "a text"'],
		[7, 'Options must be an object, not 7'],
		[[{ count: 7 }], 'Options must be an object, not [{"count":7}]'],
		[false, 'Options must be an object, not false'],
	])('is an object: %j is an error', (value, message) => {
		expect(() => read(value)).toThrow(message);
	});

	it('names the field in it that has a wrong value', () => {
		expect(errorOf(() => read({ count: 'x' }))).toMatchObject({
			message: 'Count must be a number of 0 or more, not "x"',
			context: { itemIndex: 3 },
		});
	});
});

describe('a label that is changed in one place', () => {
	const changed = { count: withProperty(some.count, { displayName: 'How Many' }) };

	it('is changed in the panel and in the error', () => {
		expect(toProperties(changed)[0]?.displayName).toBe('How Many');
		expect(() => readField(itemWith({ count: 'x' }), changed, 'count')).toThrow(
			'How Many must be a number of 0 or more, not "x"',
		);
	});

	it('is changed in the panel and in the error of a collection', () => {
		const fields = { options: collection(changed) };
		const inner = toProperties(fields)[0]?.options as INodeProperties[];
		expect(inner.map(({ displayName }) => displayName)).toEqual(['How Many']);
		expect(() => readField(itemWith({ options: { count: 'x' } }), fields, 'options')).toThrow(
			'How Many must be a number of 0 or more, not "x"',
		);
	});

	it('is changed nowhere else', () => {
		expect(toProperties(some)[1]?.displayName).toBe('Count');
		expect(() => readField(itemWith({ count: 'x' }), some, 'count')).toThrow(/^Count /);
	});
});

describe('the fields of the nodes', () => {
	const groups: Record<string, Fields> = {
		breakOffOptions,
		callbackFields,
		concurrencyOptions,
		createOptions,
		operationOutputFields,
		outputOptions,
		pollFields,
		runFilters,
		runIdFields,
		triggerFields,
		waitOptions,
		whenLongFields,
		inputMode: { inputMode: inputFields.inputMode },
	};
	/** These hold no value, or are lenient by intent. */
	const hasNoError = ([name, { property }]: [string, Field<unknown>]) =>
		property.type === 'notice' || name === 'proofOfOrigin';
	const all = Object.entries(groups).flatMap(([group, fields]) =>
		Object.entries(fields)
			.filter((entry) => !hasNoError(entry))
			.map(([name, field]) => [`${group}.${name}`, name, field] as const),
	);

	it.each(all)('%s is named by its label in an error', (_name, name, field) => {
		const { displayName } = field.property;
		const nested = field.property.type === 'collection' ? 'no object' : [{ no: 'such value' }];
		const read = () => readField(itemWith({ [name]: nested }), { [name]: field }, name);
		expect(errorOf(read)).toMatchObject({
			message: expect.stringMatching(
				new RegExp(`^${displayName.replace(/[()]/g, '\\$&')} must be `),
			),
		});
	});

	it.each(all)('%s reads its own default', (_name, name, field) => {
		const { default: value, required, type } = field.property;
		const read = () => readField(itemWith({ [name]: value }), { [name]: field }, name);
		const isEmpty = type === 'string' || type === 'resourceLocator';
		if (required && isEmpty) expect(read).toThrow(' is empty: ');
		else expect(read).not.toThrow();
	});

	it.each([
		[
			waitOptions,
			'follow',
			'websocket',
			'Track Run Using must be one of stream, poll, not "websocket"',
		],
		[createOptions, 'tracing', 'maybe', 'Tracing must be true or false, not "maybe"'],
		[
			createOptions,
			'sendFiles',
			'never',
			'Send Files must be one of auto, dataUri, upload, not "never"',
		],
		[runIdFields, 'runId', { id: 'a' }, 'Run ID must be an ID, not {"id":"a"}'],
		[
			waitOptions,
			'maxWaitMinutes',
			600_000,
			'Max Wait (Minutes) must be a number from 0 to 527040, not 600000',
		],
	] as Array<[Fields, string, unknown, string]>)(
		'have values of the kind they hold: %# %s %j',
		(fields, name, value, message) => {
			expect(() => readField(itemWith({ [name]: value }), fields, name)).toThrow(message);
		},
	);
});

it('A field keeps its way of reading with other texts', () => {
	const field = withProperty(flagField({ displayName: 'A', default: true }), { displayName: 'B' });
	expect(field.property).toMatchObject({ displayName: 'B', type: 'boolean', default: true });
	expect(readField(itemWith({ field: 'false' }), { field }, 'field')).toBe(false);
});
