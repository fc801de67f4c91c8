import { buildV1, type NodeSpec } from './builders';
import type { Definition, NodeConfig } from './definition';
import { WORKFLOWS, type WorkflowName } from './ids';

/** A V1 input node with this label and data type. */
export function input(label: string, type = 'str', config: NodeConfig = {}): NodeSpec {
	return { name: `Input ${label}`, type: 'InputNode', config: { label, type, ...config } };
}

/** An input that may be left out, because the workflow has a value, or none, of its own. */
export function optional(spec: NodeSpec, value?: unknown): NodeSpec {
	const builtIn = value === undefined ? {} : { value };
	return { ...spec, config: { ...spec.config, fixed_value: true, ...builtIn } };
}

/** A V1 input node for a file. */
export function fileInput(label: string, kind: 'File' | 'Image' | 'Audio' = 'File'): NodeSpec {
	return { name: `Input ${label}`, type: `${kind}InputNode`, config: { label, type: kind } };
}

/** A V2 input node with this label and data type. */
export function inputV2(label: string, type = 'str', config: NodeConfig = {}): NodeSpec {
	return { ...input(label, type, config), type: 'InputNodeV2' };
}

/** A V1 output node with this label. */
export function output(label: string): NodeSpec {
	return { name: `Output ${label}`, type: 'OutputNode', config: { label } };
}

/** A V2 output node with this label. */
export function outputV2(label: string): NodeSpec {
	return { name: `Output ${label}`, type: 'OutputNodeV2', config: { label, type: 'str' } };
}

/** The node between inputs and outputs. */
export const WORKER: NodeSpec = { name: 'Worker', type: 'TextGenerationNode', config: {} };

/** A V1 definition: these inputs, the worker, and outputs with these labels. */
export function flowV1(name: WorkflowName, inputs: NodeSpec[], outputLabels: string[]): Definition {
	const workflowId = WORKFLOWS[name];
	return buildV1({ workflowId, inputs, worker: WORKER, outputs: outputLabels.map(output) });
}
