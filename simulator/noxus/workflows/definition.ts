/** A workflow definition as `GET /v1/workflows/{id}` shows it (contract 5.2). */
export interface Definition {
	/** Absent means v1. */
	flow_version?: 'v1' | 'v2';
	nodes: DefinitionNode[];
	edges: DefinitionEdge[];
}

/** The fields that V1 and V2 nodes share; the builders add the others. */
export interface DefinitionNode {
	id: string;
	type: string;
	name: string | null;
	node_config: NodeConfig;
	parent_id?: string | null;
	[field: string]: unknown;
}

export interface NodeConfig {
	label?: string;
	type?: string;
	value?: unknown;
	fixed_value?: boolean;
	[field: string]: unknown;
}

export type DefinitionEdge = { id: string } & (
	| { from_id: V1Connection; to_id: V1Connection }
	| { source: string; target: string; source_handle: string; target_handle: string }
);

export interface V1Connection {
	node_id: string;
	connector_name: string;
	key: string | null;
	optional: boolean;
}

/** An input node as the server reads it when a run starts. */
export interface InputNode {
	id: string;
	label: string | null;
	isFile: boolean;
	isFixed: boolean;
	value: unknown;
}

/** The input nodes of a definition; nodes of a nested scope are not inputs of the flow (5.4). */
export function inputNodesOf({ nodes }: Definition): InputNode[] {
	return nodes
		.filter(({ type, parent_id }) => /InputNode(V2)?$/.test(type) && !parent_id)
		.map(({ id, type, node_config: config }) => ({
			id,
			label: config.label ? config.label : null,
			isFile: isFileType(type) || isFileType(config.type ?? ''),
			isFixed: config.fixed_value === true,
			value: config.value,
		}));
}

/** The output node with this label, or without one for null. */
export function outputNode({ nodes }: Definition, label: string | null): DefinitionNode | null {
	const isOutput = (node: DefinitionNode) => /^OutputNode(V2)?$/.test(node.type);
	const labelOf = ({ node_config: config }: DefinitionNode) => config.label ?? null;
	return nodes.find((node) => isOutput(node) && labelOf(node) === label) ?? null;
}

/** The node between inputs and outputs that does the work. */
export function workerNodeId({ nodes }: Definition): string {
	const isEnd = ({ type }: DefinitionNode) => /(Input|Output)Node(V2)?$/.test(type);
	return nodes.find((node) => !isEnd(node) && !node.parent_id)?.id ?? '';
}

function isFileType(type: string): boolean {
	return /^(file|image|audio)/i.test(type);
}
