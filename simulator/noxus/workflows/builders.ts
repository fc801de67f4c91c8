import type { Definition, DefinitionEdge, DefinitionNode, NodeConfig } from './definition';
import { nodeIdOf } from './ids';
import { connectorsOf, type ConnectorSpec } from './nodeTypes';

export interface NodeSpec {
	/** Names the node inside its workflow; decides its id unless there is one. */
	name: string;
	id?: string;
	type: string;
	config: NodeConfig;
	/** V2: the node that this one is nested in. */
	parent?: string;
}

export interface FlowSpec {
	workflowId: string;
	inputs: NodeSpec[];
	worker: NodeSpec;
	outputs: NodeSpec[];
	nested?: NodeSpec[];
}

function idOf(workflowId: string, spec: NodeSpec): string {
	return spec.id ?? nodeIdOf(workflowId, spec.name);
}

/** A V1 definition: nodes with connectors, no `flow_version` (contract 5.2). */
export function buildV1(flow: FlowSpec): Definition {
	const { workflowId, inputs, worker, outputs } = flow;
	const nodes = [...inputs, worker, ...outputs].map((spec) => v1Node(workflowId, spec));
	return { nodes, edges: connect(flow, v1Edge) };
}

function v1Node(workflowId: string, spec: NodeSpec): DefinitionNode {
	const id = idOf(workflowId, spec);
	const connectors = connectorsOf(spec.type);
	const place = ({ name, type }: ConnectorSpec) => ({ node_id: id, name, type });
	return {
		id,
		type: spec.type,
		name: spec.name,
		display: { position: { x: 0, y: 0 } },
		node_config: spec.config,
		connector_config: connectors,
		config_definition: {},
		subflow_config: null,
		subflow_id: null,
		inputs: connectors.inputs.map((input) => ({ ...place(input), fixed_value: null })),
		outputs: connectors.outputs.map(place),
	};
}

/** A V2 definition: bindings and handles instead of connectors (contract 5.2). */
export function buildV2(flow: FlowSpec): Definition {
	const { workflowId, inputs, worker, outputs, nested = [] } = flow;
	const node = (spec: NodeSpec): DefinitionNode => ({
		id: idOf(workflowId, spec),
		type: spec.type,
		name: null,
		node_config: spec.config,
		variable_bindings: {},
		iterate_overrides: {},
		parent_id: spec.parent === undefined ? null : nodeIdOf(workflowId, spec.parent),
		display: {},
	});
	return {
		flow_version: 'v2',
		nodes: [...inputs, worker, ...nested, ...outputs].map(node),
		edges: connect(flow, v2Edge),
	};
}

type MakeEdge = (id: string, from: EdgeEnd, to: EdgeEnd) => DefinitionEdge;

interface EdgeEnd {
	nodeId: string;
	spec: NodeSpec;
}

function connect(flow: FlowSpec, makeEdge: MakeEdge): DefinitionEdge[] {
	const { workflowId, inputs, worker, outputs } = flow;
	const end = (spec: NodeSpec): EdgeEnd => ({ nodeId: idOf(workflowId, spec), spec });
	const edge = (from: NodeSpec, to: NodeSpec) =>
		makeEdge(nodeIdOf(workflowId, `${from.name}->${to.name}`), end(from), end(to));
	return [
		...inputs.map((input) => edge(input, worker)),
		...outputs.map((output) => edge(worker, output)),
	];
}

/** A connector that accepts several connections distinguishes them by `key`. */
function v1Edge(id: string, from: EdgeEnd, to: EdgeEnd): DefinitionEdge {
	const [output] = connectorsOf(from.spec.type).outputs;
	const [input] = connectorsOf(to.spec.type).inputs;
	const point = ({ nodeId }: EdgeEnd, connector?: ConnectorSpec, key: string | null = null) => ({
		node_id: nodeId,
		connector_name: connector?.name ?? '',
		key,
		optional: false,
	});
	const key = input?.keys === undefined ? null : from.spec.name;
	return { id, from_id: point(from, output), to_id: point(to, input, key) };
}

function v2Edge(id: string, from: EdgeEnd, to: EdgeEnd): DefinitionEdge {
	const ends = { source: from.nodeId, target: to.nodeId };
	return { id, ...ends, source_handle: 'output', target_handle: 'input' };
}
