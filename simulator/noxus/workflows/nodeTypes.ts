/**
 * Kinds of connectors of a V1 node (contract 5.2). The vendor's client reads no node whose inputs
 * and outputs have any other `type`, a data type for one.
 */
export const CONNECTOR_KINDS = [
	'variable_connector',
	'variable_type_connector',
	'variable_type_size_connector',
	'variable_type_input',
	'variable_type_output',
	'connector',
	'input',
	'output',
] as const;

export interface ConnectorSpec {
	name: string;
	type: (typeof CONNECTOR_KINDS)[number];
	/** The connections of a connector that takes several, one a key. */
	keys?: string[];
}

/** A V2 output, which has a data type and no kind. */
export interface TypedOutput {
	name: string;
	label: string;
	data_type: string;
	is_list: boolean;
}

/** One entry of `config` in the catalog (contract 5.4). */
export interface ConfigField {
	type: string;
	description: string | null;
	visible: boolean;
	optional: boolean;
	default: unknown;
}

/** One entry of `GET /v1/nodes` (contract 5.4). */
export interface NodeType {
	type: string;
	title: string;
	description: string;
	small_description: string | null;
	category: string | null;
	integrations: string[];
	inputs: ConnectorSpec[];
	outputs: Array<ConnectorSpec | TypedOutput>;
	config: Record<string, ConfigField>;
	is_available: boolean;
	visible: boolean;
	config_endpoint: string | null;
}

/** Inputs and outputs of a V1 node. */
export interface V1Connectors {
	inputs: ConnectorSpec[];
	outputs: ConnectorSpec[];
}

const OUTPUT: ConnectorSpec = { name: 'output', type: 'connector' };
const V1_INPUT: V1Connectors = { inputs: [{ name: 'input', type: 'input' }], outputs: [OUTPUT] };
const V1_OUTPUT: V1Connectors = { inputs: [{ name: 'input', type: 'connector' }], outputs: [] };
const V1_WORKER: V1Connectors = {
	inputs: [{ name: 'variables', type: 'variable_connector', keys: [] }],
	outputs: [OUTPUT],
};

/** The connectors of a V1 node of this type. That of an input node is named in contract 5.3. */
export function connectorsOf(type: string): V1Connectors {
	if (/InputNode$/.test(type)) return V1_INPUT;
	return /OutputNode$/.test(type) ? V1_OUTPUT : V1_WORKER;
}

/** A catalog of the node types that the definitions use. The real one has about 16 MB. */
export function nodeTypes(): NodeType[] {
	const v1 = ['InputNode', 'FileInputNode', 'ImageInputNode', 'AudioInputNode', 'OutputNode'];
	const v2 = ['InputNodeV2', 'ImageInputNodeV2', 'AudioInputNodeV2', 'OutputNodeV2'];
	return [
		...[...v1, 'TextGenerationNode'].map((type) => nodeType(type, connectorsOf(type))),
		...[...v2, 'IterateNodeV2'].map((type) =>
			nodeType(type, {
				inputs: [],
				outputs: [{ name: 'output', label: 'Output', data_type: 'str', is_list: false }],
			}),
		),
	];
}

function nodeType(type: string, connectors: Pick<NodeType, 'inputs' | 'outputs'>): NodeType {
	const title = type.replace(/Node(V2)?$/, '').replace(/(?!^)([A-Z])/g, ' $1');
	return {
		type,
		title,
		description: `${title} of the simulator`,
		small_description: null,
		category: null,
		integrations: [],
		...connectors,
		config: configOf(type),
		is_available: true,
		visible: true,
		config_endpoint: null,
	};
}

function configOf(type: string): Record<string, ConfigField> {
	const field = { description: null, visible: true, optional: true, default: null };
	if (!/(Input|Output)Node/.test(type)) return { template: { type: 'str', ...field } };
	const label = { type: 'str', ...field };
	if (/OutputNode/.test(type)) return { label };
	const builtIn = { value: { type: 'Any', ...field }, fixed_value: { type: 'bool', ...field } };
	return { label, type: { type: 'str', ...field }, ...builtIn };
}
