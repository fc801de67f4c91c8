import { compareInput } from '../../nodes/Noxus/inputs/compareInput';
import { mapItem } from '../../nodes/Noxus/inputs/mapItem';
import { quoteNames } from '../../common/util/quoteNames';
import {
	WHOLE_WORKFLOW_URL,
	WORKFLOW_URL,
	workflowIdIn,
} from '../../nodes/Noxus/inputs/workflowUrl';
import { withDistinctNames } from '../../common/util/distinctNames';
import { toFormFields } from '../../nodes/Noxus/inputs/formFields';
import { inputsOf } from '../../nodes/Noxus/api/workflowInputs';

const ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

const input = (id: string, label?: string, config: object = {}, type = 'InputNode') => ({
	id,
	type,
	name: 'Node name',
	node_config: { ...(label !== undefined && { label }), ...config },
});

describe('compareInput', () => {
	const inputs = inputsOf({
		nodes: [
			input('a', 'Topic'),
			input('b', 'Tone', { fixed_value: true }),
			input('c', 'Same'),
			input('d', 'Same'),
			input('e'),
		],
	});
	const all = { Topic: 1, Same: 1, e: 1 };

	it.each([
		['labels', all, [], []],
		['an optional one, too', { ...all, Tone: 1 }, [], []],
		['a node id', { a: 1, Same: 1, e: 1 }, [], []],
		['a node id with the name of the input', { 'a::input': 1, Same: 1, e: 1 }, [], []],
		['ids in place of a shared label', { Topic: 1, c: 1, d: 1, e: 1 }, [], []],
		['one of two with a shared label', { Topic: 1, c: 1, e: 1 }, ['d'], []],
		['nothing', {}, ['Topic', 'c', 'd', 'e'], []],
		['a wrong name', { ...all, topic: 1 }, [], ['topic']],
		[
			'the name of a node, which Noxus does not take',
			{ ...all, 'Node name': 1 },
			[],
			['Node name'],
		],
		['another id', { ...all, 'x::input': 1 }, [], ['x::input']],
	])('with %s', (_name, given, missing, unknown) => {
		expect(compareInput(inputs, Object.keys(given))).toEqual({ missing, unknown });
	});
});

describe('mapItem', () => {
	const fields = toFormFields(
		inputsOf({
			nodes: [
				input('a', 'Topic'),
				input('b', 'Count', { type: 'number' }),
				input('c', 'Document', {}, 'FileInputNode'),
			],
		}),
	);
	const map = (json: Record<string, unknown>, binaryNames: string[] = []) =>
		mapItem(fields, { json, binaryNames });

	it('takes values by name, and leaves the rest', () => {
		expect(map({ Topic: 'tea', Count: 0, other: 1 })).toEqual({ Topic: 'tea', Count: 0 });
	});

	it('prefers the exact name', () => {
		expect(map({ TOPIC: 'loud', Topic: 'tea' })).toEqual({ Topic: 'tea' });
		expect(map({ topic: 'tea' })).toEqual({ Topic: 'tea' });
	});

	it.each([
		['by name', {}, ['other', 'Document'], 'Document'],
		['by name in another case', {}, ['other', 'document'], 'document'],
		['as the only one', {}, ['data'], 'data'],
		['not where there are two', {}, ['data', 'more'], undefined],
		['before a value of that name', { Document: 'Title' }, ['Document'], 'Document'],
		['after a value of that name', { Document: 'spot://x' }, ['data'], 'spot://x'],
	])('takes a binary property %s', (_name, json, binaryNames, expected) => {
		expect(map(json, binaryNames).Document).toBe(expected);
	});

	it('gives one file to no two inputs', () => {
		const two = toFormFields(
			inputsOf({
				nodes: [input('c', 'A', {}, 'FileInputNode'), input('d', 'B', {}, 'ImageInputNode')],
			}),
		);
		expect(mapItem(two, { json: {}, binaryNames: ['data'] })).toEqual({});
	});
});

describe('the address of a workflow', () => {
	const GOOD = [
		`https://app.noxus.ai/workflow/${ID}`,
		`https://app.noxus.ai/workflows/${ID}`,
		`https://app.noxus.ai/flow/${ID}/edit?tab=runs#top`,
		`http://noxus.local:3000/#/w/a/flows/${ID}?x=1`,
		`https://app.noxus.ai/workspace/7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917/workflow/${ID}`,
	];
	const BAD = [
		'',
		ID,
		'https://app.noxus.ai/workflows/',
		`https://app.noxus.ai/agents/${ID}`,
		`https://app.noxus.ai/workflows/${ID}0`,
		`ftp://app.noxus.ai/workflows/${ID}`,
		`see https://app.noxus.ai/ workflows/${ID}`,
	];

	it.each(GOOD)('has the id: %s', (value) => {
		expect(workflowIdIn({ __rl: true, mode: 'url', value })).toBe(ID);
		// As n8n uses them.
		const extracted = new RegExp(WORKFLOW_URL).exec(value);
		expect([extracted?.length, extracted?.[1]]).toEqual([2, ID]);
		expect(new RegExp(`^${WHOLE_WORKFLOW_URL}$`).test(value)).toBe(true);
	});

	it.each(BAD)('is not: %j', (value) => {
		expect(workflowIdIn({ __rl: true, mode: 'url', value })).toBe('');
		// The picker may be left empty.
		expect(new RegExp(`^${WHOLE_WORKFLOW_URL}$`).test(value)).toBe(value === '');
	});

	it.each([
		[{ mode: 'list', value: ID }, ID],
		[{ mode: 'id', value: ` ${ID} ` }, ID],
		[ID, ID],
		[undefined, ''],
		[null, ''],
		[{ mode: 'list', value: null }, ''],
	])('is not needed in %j', (value, expected) => {
		expect(workflowIdIn(value)).toBe(expected);
	});
});

describe('withDistinctNames', () => {
	it('leaves different names alone', () => {
		const items = [
			{ name: 'A', value: 'a-1' },
			{ name: 'B', value: 'a-2' },
		];
		expect(withDistinctNames(items)).toEqual(items);
	});

	it('distinguishes the same name by ids, by all of them where the first parts are the same', () => {
		const named = ['a-1', 'b-1', 'b-2'].map((value) => ({ name: 'A', value }));
		expect(withDistinctNames(named).map(({ name }) => name)).toEqual([
			'A [a]',
			'A [b-1]',
			'A [b-2]',
		]);
	});
});

describe('quoteNames', () => {
	it('lists no more than one can read', () => {
		expect(quoteNames(['a', 'b'])).toBe('"a", "b"');
		const many = Array.from({ length: 25 }, (_, i) => `n${i}`);
		expect(quoteNames(many)).toMatch(/"n19" and 5 more$/);
	});
});
