import type { Definition, DefinitionEdge, DefinitionNode, NodeConfig } from './definition';
import { nodeIdOf } from './ids';

export interface NodeSpec {
	/** Names the node inside its workflow; decides its id. */
	name: string;
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

/** A V1 definition: nodes with connectors, no `flow_version` (contract 5.2). */
export function buildV1({ workflowId, inputs, worker, outputs }: FlowSpec): Definition {
	const node = (spec: NodeSpec, inputNames: string[], outputNames: string[]): DefinitionNode => {
		const id = nodeIdOf(workflowId, spec.name);
		const connectors = (names: string[]) =>
			names.map((name) => ({ node_id: id, name, type: 'str', fixed_value: null }));
		return {
			id,
			type: spec.type,
			name: spec.name,
			display: { position: { x: 0, y: 0 } },
			node_config: spec.config,
			connector_config: { inputs: connectors(inputNames), outputs: connectors(outputNames) },
			config_definition: {},
			subflow_config: null,
			subflow_id: null,
			inputs: connectors(inputNames),
			outputs: connectors(outputNames),
		};
	};
	return {
		nodes: [
			...inputs.map((spec) => node(spec, ['input'], ['output'])),
			node(worker, ['input'], ['output']),
			...outputs.map((spec) => node(spec, ['input'], [])),
		],
		edges: connect({ workflowId, inputs, worker, outputs }, v1Edge),
	};
}

/** A V2 definition: bindings and handles instead of connectors (contract 5.2). */
export function buildV2(flow: FlowSpec): Definition {
	const { workflowId, inputs, worker, outputs, nested = [] } = flow;
	const node = (spec: NodeSpec): DefinitionNode => ({
		id: nodeIdOf(workflowId, spec.name),
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

type MakeEdge = (id: string, from: string, to: string) => DefinitionEdge;

function connect(flow: FlowSpec, makeEdge: MakeEdge): DefinitionEdge[] {
	const { workflowId, inputs, worker, outputs } = flow;
	const edge = (from: string, to: string) =>
		makeEdge(
			nodeIdOf(workflowId, `${from}->${to}`),
			nodeIdOf(workflowId, from),
			nodeIdOf(workflowId, to),
		);
	return [
		...inputs.map(({ name }) => edge(name, worker.name)),
		...outputs.map(({ name }) => edge(worker.name, name)),
	];
}

function v1Edge(id: string, from: string, to: string): DefinitionEdge {
	const end = { key: null, optional: false };
	return {
		id,
		from_id: { node_id: from, connector_name: 'output', ...end },
		to_id: { node_id: to, connector_name: 'input', ...end },
	};
}

function v2Edge(id: string, from: string, to: string): DefinitionEdge {
	return { id, source: from, target: to, source_handle: 'output', target_handle: 'input' };
}
