import { buildV1 } from './builders';
import type { Definition } from './definition';
import { TWIN_NODE_IDS, WORKFLOWS } from './ids';
import { input, optional, WORKER } from './specs';

/** Every flow in the README of the vendor's client has an output without a label (contract 5.2). */
export function unlabelledOutput(): Definition {
	return buildV1({
		workflowId: WORKFLOWS.unlabelledOutput,
		inputs: [optional(input('Text'))],
		worker: WORKER,
		outputs: [{ name: 'My output', type: 'OutputNode', config: {} }],
	});
}

/** Inputs of one label, whose ids are not distinguished by their first digits. */
export function twinInputs(): Definition {
	return buildV1({
		workflowId: WORKFLOWS.twinInputs,
		inputs: TWIN_NODE_IDS.map((id, index) => ({ ...input('Text'), name: `Text ${index}`, id })),
		worker: WORKER,
		outputs: [],
	});
}

/** Forms in which a definition cannot be read (contract 5.4: tolerate a missing one). */
export const UNREADABLE_DEFINITIONS = {
	null: null,
	missing: undefined,
	text: 'No definition',
	noNodes: {},
	nodesNull: { nodes: null, edges: null },
	nodesOfNull: { nodes: [null, 7, {}, { id: null, type: 'InputNode' }], edges: [] },
} as const;
