import { toFormFields } from '../../nodes/Noxus/inputs/formFields';
import { inputsOf } from '../../nodes/Noxus/api/workflowInputs';
import { outputsOf } from '../../nodes/Noxus/api/workflowOutputs';

const ID = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
const OTHER_ID = '7f1d6c52-9e0b-4a8a-b1c3-2f64e5d0a917';

const node = (type: string, config: object, more: object = {}) => ({
	id: ID,
	type,
	name: null,
	node_config: config,
	...more,
});

const oneInput = (type: string, config: object, more: object = {}) =>
	inputsOf({ nodes: [node(type, config, more)] });

describe('inputsOf', () => {
	it.each([
		['str', 'text'],
		['text', 'text'],
		['Any', 'text'],
		['Chat', 'text'],
		['SourceType', 'text'],
		['something new', 'text'],
		['constructor', 'text'],
		[undefined, 'text'],
		[{ type: 'str' }, 'text'],
		['int', 'number'],
		['float', 'number'],
		['number', 'number'],
		['bool', 'boolean'],
		['datetime', 'dateTime'],
		['dict', 'object'],
		['list', 'list'],
		['list[str]', 'list'],
		['File', 'file'],
		['file', 'file'],
		['Image', 'image'],
		['audio', 'audio'],
	])('reads the type %j as %s, in V1 and V2', (type, kind) => {
		for (const nodeType of ['InputNode', 'InputNodeV2']) {
			expect(oneInput(nodeType, { label: 'A', type })).toMatchObject([{ key: 'A', kind }]);
		}
	});

	it.each([
		['FileInputNode', 'file'],
		['ImageInputNode', 'image'],
		['AudioInputNode', 'audio'],
		['FileInputNodeV2', 'file'],
		['ImageInputNodeV3', 'image'],
	])('knows the kind of %s whatever its settings say', (type, kind) => {
		expect(oneInput(type, { label: 'A', type: 'str' })).toMatchObject([{ kind, isList: false }]);
	});

	it.each([
		[{ type: 'File', is_list: true }, 'file'],
		[{ type: 'list[Image]' }, 'image'],
		[{ type: 'List<Audio>' }, 'audio'],
		[{ type: 'file[]' }, 'file'],
		[{ type: 'str', is_list: true }, 'list'],
		[{ type: 'list' }, 'list'],
	])('knows a list: %j', (config, kind) => {
		expect(oneInput('InputNode', { label: 'A', ...config })).toMatchObject([
			{ kind, isList: true },
		]);
	});

	it('requires what has no built-in value', () => {
		const required = (config: object) =>
			oneInput('InputNode', { label: 'A', ...config })[0]?.required;
		expect(required({})).toBe(true);
		expect(required({ value: 'shown' })).toBe(true);
		expect(required({ fixed_value: false, value: 'a' })).toBe(true);
		expect(required({ fixed_value: true, value: 'a' })).toBe(false);
	});

	it('takes input nodes of kinds to come, and demands nothing of them', () => {
		const found = oneInput('VideoInputNodeV3', { label: 'A' });
		expect(found).toMatchObject([{ key: 'A', kind: 'text', required: false }]);
	});

	it.each([
		['str', 'friendly', 'friendly'],
		['str', 5, '5'],
		['str', '', undefined],
		['str', { deep: 1 }, undefined],
		['number', 5, 5],
		['number', 'five', undefined],
		['bool', false, false],
		['bool', 'false', undefined],
		['dict', { a: 1 }, '{"a":1}'],
		['list', [1], '[1]'],
		['list', null, undefined],
		['File', { uri: 'spot://x' }, undefined],
	])('of type %s with the value %j has the default %j', (type, value, expected) => {
		expect(oneInput('InputNode', { label: 'A', type, value })[0]?.defaultValue).toEqual(expected);
	});

	it('uses node ids as keys where a label is shared or missing, and keeps labels for people', () => {
		const nodes = [
			node('InputNode', { label: 'Same' }),
			node('FileInputNode', { label: 'Same' }, { id: OTHER_ID }),
			node('InputNode', { label: 'Own' }, { id: 'c' }),
			node('InputNode', {}, { id: 'd-1', name: 'Node name' }),
			node('InputNode', { label: ' ' }, { id: 'e-1' }),
		];
		expect(inputsOf({ nodes }).map(({ key, label }) => [key, label])).toEqual([
			[ID, 'Same'],
			[OTHER_ID, 'Same'],
			['Own', 'Own'],
			['d-1', 'Node name'],
			['e-1', 'Input e'],
		]);
	});

	it.each(['__proto__', 'constructor', 'say "hi"', 'two\nlines', 'back\\slash'])(
		'uses the node id where the label %j would break the form',
		(label) => {
			expect(oneInput('InputNode', { label })).toMatchObject([{ key: ID, label }]);
		},
	);

	it.each(['a.b', 'Größe in €', "what's up?", 'a[0]', '日本'])('takes the label %j', (label) => {
		expect(oneInput('InputNode', { label })).toMatchObject([{ key: label, label }]);
	});

	it('leaves out inputs of a nested scope', () => {
		const nodes = [
			node('InputNodeV2', { label: 'Nested' }, { parent_id: OTHER_ID }),
			node('InputNodeV2', { label: 'Outer' }, { parent_id: null }),
		];
		expect(inputsOf({ flow_version: 'v2', nodes })).toMatchObject([{ key: 'Outer' }]);
	});

	it.each([
		[undefined],
		[null],
		['text'],
		[[]],
		[{}],
		[{ nodes: null }],
		[{ nodes: {} }],
		[{ nodes: [null, 5, 'InputNode', [], {}, { id: 'a' }, { type: 'InputNode' }] }],
		[
			{
				nodes: [
					{ id: '', type: 'InputNode' },
					{ id: 5, type: 'InputNode' },
				],
			},
		],
		[{ nodes: [{ id: 'a', type: 'TextGenerationNode', node_config: { label: 'A' } }] }],
		[
			{
				nodes: [
					{ id: 'a', type: 'InputNodes' },
					{ id: 'b', type: 'OutputNode' },
				],
			},
		],
	])('finds none in %j', (definition) => {
		expect(inputsOf(definition)).toEqual([]);
	});

	it('does without settings', () => {
		expect(inputsOf({ nodes: [{ id: 'a', type: 'InputNode', node_config: 'x' }] })).toEqual([
			{ key: 'a', nodeId: 'a', label: 'Input a', kind: 'text', isList: false, required: true },
		]);
	});
});

describe('toFormFields', () => {
	const fieldsOf = (...nodes: object[]) => toFormFields(inputsOf({ nodes }));

	it.each([
		['str', 'string'],
		['number', 'number'],
		['bool', 'boolean'],
		['datetime', 'dateTime'],
		['dict', 'object'],
		['list', 'array'],
		['File', 'string'],
		['Image', 'string'],
		['Audio', 'string'],
	])('shows %s in a field of type %s', (inputType, type) => {
		const config = { label: 'A', type: inputType };
		expect(fieldsOf(node('InputNode', config))).toMatchObject([
			{ id: 'A', type, required: true, display: true, removed: false, inputLabel: 'A' },
		]);
	});

	it('says which fields take a file', () => {
		const fields = fieldsOf(
			node('FileInputNode', { label: 'A' }),
			node('ImageInputNode', { label: 'B', is_list: true }, { id: 'b' }),
		);
		expect(fields.map(({ displayName }) => displayName)).toEqual(['A (file)', 'B (list of image)']);
	});

	it('distinguishes inputs of the same label, and maps neither by it', () => {
		const nodes = [ID, OTHER_ID].map((id) => node('InputNode', { label: 'Same' }, { id }));
		const fields = fieldsOf(...nodes);
		expect(fields.map(({ displayName }) => displayName)).toEqual([
			'Same [3c90c3cc]',
			'Same [7f1d6c52]',
		]);
		expect(fields.map(({ inputLabel }) => inputLabel)).toEqual([ID, OTHER_ID]);
	});

	it('shows the built-in value', () => {
		const config = { label: 'A', fixed_value: true, value: 'friendly' };
		const [field] = fieldsOf(node('InputNode', config));
		expect(field).toMatchObject({ required: false, removed: false, defaultValue: 'friendly' });
	});

	it('hides a switch with a built-in value that is not known: n8n would make it false', () => {
		const config = { label: 'A', type: 'bool', fixed_value: true };
		expect(fieldsOf(node('InputNode', config))).toMatchObject([{ removed: true }]);
	});

	it('takes no expression from Noxus', () => {
		const config = { label: 'A', value: '={{ $env.SECRET }}' };
		expect(fieldsOf(node('InputNode', config))[0]).not.toHaveProperty('defaultValue');
	});
});

describe('outputsOf', () => {
	it('reads labels, and ids where there is none, in V1 and V2', () => {
		const nodes = [
			node('OutputNode', {}),
			node('OutputNodeV2', { label: 'Answer' }, { id: 'b' }),
			node('OutputNode', { label: 'Answer' }, { id: 'c' }),
			node('OutputNodeV2', { label: 'Nested' }, { id: 'd', parent_id: 'x' }),
			node('InputNode', { label: 'In' }, { id: 'e' }),
		];
		expect(outputsOf({ nodes })).toEqual([
			{ key: ID, label: `Output ${ID}` },
			{ key: 'Answer', label: 'Answer' },
		]);
	});

	it.each([[undefined], [null], [{ nodes: [null, {}] }]])('finds none in %j', (definition) => {
		expect(outputsOf(definition)).toEqual([]);
	});
});
