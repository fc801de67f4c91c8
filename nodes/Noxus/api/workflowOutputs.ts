/** What a workflow gives back, read from its definition. Pure. Source: noxus-sdk 0.5 and 0.6. */

import { asObject, textOrUndefined } from '../../../common/util/json';
import { MAX_NODES } from './workflowInputs';

/** An output node; `key` is what its value stands under in the output of a run. */
export interface WorkflowOutput {
	key: string;
	label: string;
}

/** The outputs of a workflow, in the order of its definition; none where it cannot be read. */
export function outputsOf(definition: unknown): WorkflowOutput[] {
	const nodes = asObject(definition)?.nodes;
	const outputs = (Array.isArray(nodes) ? nodes : []).slice(0, MAX_NODES).map(readNode);
	// Outputs of the same label share one place in the output of a run.
	const byKey = new Map<string, WorkflowOutput>();
	for (const output of outputs) {
		if (output !== undefined && !byKey.has(output.key)) byKey.set(output.key, output);
	}
	return [...byKey.values()];
}

function readNode(value: unknown): WorkflowOutput | undefined {
	const { id, type, name, node_config: config, parent_id: parent } = asObject(value) ?? {};
	if (typeof id !== 'string' || id === '' || typeof type !== 'string') return undefined;
	if (!/OutputNode(V\d+)?$/.test(type) || (parent ?? null) !== null) return undefined;
	const label = textOrUndefined(asObject(config)?.label);
	if (label !== undefined) return { key: label, label };
	return { key: id, label: textOrUndefined(name) ?? `Output ${id}` };
}
