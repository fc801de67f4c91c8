import { extractFromAICalls, isFromAIOnlyExpression } from 'n8n-workflow';

import { toFormFields } from '../../nodes/Noxus/inputs/formFields';
import { modelValues } from '../../nodes/Noxus/inputs/modelValue';
import { inputsOf } from '../../nodes/Noxus/api/workflowInputs';

type Config = Record<string, unknown>;

const inputsWith = (...configs: Config[]) =>
	inputsOf({
		nodes: configs.map((node_config, index) => ({
			id: `node-${index}`,
			type: 'InputNode',
			node_config,
		})),
	});

/** What n8n reads in the expressions when it builds the schema of the tool. */
const callsFor = (configs: Config[], modelInputs: 'required' | 'all' = 'required') =>
	[...modelValues(inputsWith(...configs), modelInputs).values()].flatMap(extractFromAICalls);

const optional = { fixed_value: true };

describe('what the model of an agent fills in', () => {
	it.each([
		['str', 'string', ''],
		['number', 'number', ''],
		['bool', 'boolean', ''],
		['datetime', 'string', '. A date and time in ISO 8601, e.g. 2026-01-31T09:00:00Z'],
		['dict', 'json', '. A JSON object'],
		['list', 'json', '. A JSON list'],
		['Image', 'string', '. The https URL of a file'],
		['list[File]', 'string', '. The https URLs of files, separated by commas'],
	])('an input of type %s is a %s', (type, wanted, format) => {
		expect(callsFor([{ label: 'Due date', type }])).toEqual([
			{
				key: 'Due_date',
				description: `Input “Due date” of the Noxus workflow${format}`,
				type: wanted,
			},
		]);
	});

	it('is described by the text of its node, if there is one', () => {
		const [call] = callsFor([{ label: 'Text', description: 'The contract to check.' }]);
		expect(call?.description).toBe('The contract to check');
	});

	it('is what has no value in Noxus, or everything', () => {
		const configs = [{ label: 'Topic' }, { label: 'Tone', ...optional }];
		expect(callsFor(configs).map(({ key }) => key)).toEqual(['Topic']);
		expect(callsFor(configs, 'all').map(({ key }) => key)).toEqual(['Topic', 'Tone']);
		expect(modelValues(inputsWith(...configs), 'none').size).toBe(0);
	});

	it.each([
		['str', 'friendly', ''],
		['number', 5, 5],
		['bool', false, false],
		['dict', { a: 1 }, undefined],
		['bool', undefined, undefined],
	])('may be left out, if a %s has the value %j in Noxus', (type, value, wanted) => {
		const [call] = callsFor([{ label: 'A', type, value, ...optional }], 'all');
		expect(call?.defaultValue).toBe(wanted);
	});

	it.each([
		[
			['Größe', 'Grüße'],
			['Gr__e_1', 'Gr__e_2'],
		],
		[
			['Имя', 'Дом'],
			['input_1', 'input_2'],
		],
		[['constructor'], ['input_1']],
		[['x'.repeat(100)], ['x'.repeat(63)]],
		[
			[`${'x'.repeat(70)}a`, `${'x'.repeat(70)}b`],
			[`${'x'.repeat(61)}_1`, `${'x'.repeat(61)}_2`],
		],
	])('of the labels %j has keys that n8n accepts, all different', (labels, keys) => {
		const calls = callsFor(labels.map((label) => ({ label })));
		expect(calls.map(({ key }) => key)).toEqual(keys);
	});

	it.each([
		["What's new?", 'What’s new?'],
		["'); $env.KEY; ('", '’); env.KEY; (’'],
		['`${$env.KEY}`', '’ env.KEY ’'],
		['a }} {{ $env.KEY }} b', 'a env.KEY b'],
		['line\n\\n two\u2028three', 'line n two three'],
	])('never runs what a label says: %j', (label, shown) => {
		const [expression = ''] = modelValues(inputsWith({ label }), 'required').values();
		expect(isFromAIOnlyExpression(expression)).toBe(true);
		const [call] = extractFromAICalls(expression);
		expect(call?.description).toBe(`Input “${shown}” of the Noxus workflow`);
	});

	it('is in the form as the editor writes it, and a switch is shown then', () => {
		const inputs = inputsWith({ label: 'On', type: 'bool', ...optional });
		expect(toFormFields(inputs, 'all')).toMatchObject([
			{
				removed: false,
				defaultValue: expect.stringMatching(
					/^=\{\{ \/\*n8n-auto-generated-fromAI-override\*\/ \$fromAI\('On', /,
				) as unknown,
			},
		]);
		expect(toFormFields(inputs, 'required')).toMatchObject([{ removed: true }]);
	});
});
