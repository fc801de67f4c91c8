import { createRequire } from 'node:module';
import path from 'node:path';

import type { INodeExecutionData, INodeType, INodeTypes } from 'n8n-workflow';

/** The built nodes, by type: the file that has the class. */
const BUILT: Record<string, string> = {
	'n8n-nodes-noxus.noxus': 'dist/nodes/Noxus/Noxus.node.js',
	'n8n-nodes-noxus.noxusTrigger': 'dist/nodes/Noxus/NoxusTrigger.node.js',
	'n8n-nodes-noxus.noxusRunFinishedTrigger': 'dist/nodes/Noxus/NoxusRunFinishedTrigger.node.js',
	'n8n-nodes-noukai.noukai': 'noukai/dist/nodes/Noukai/Noukai.node.js',
	'n8n-nodes-noukai.noukaiTrigger': 'noukai/dist/nodes/Noukai/NoukaiTrigger.node.js',
	// n8n makes one of this name of a node that agents may use.
	'n8n-nodes-noukai.noukaiTool': 'noukai/dist/nodes/Noukai/Noukai.node.js',
};

/**
 * A new object of the built node of a type.
 *
 * @throws Error if there is no such type, or it is not built.
 */
export function loadBuilt(type: string): INodeType {
	const file = BUILT[type];
	if (file === undefined) throw new Error(`No node type ${type} in the engine tests`);
	const inRepository = path.join(__dirname, '../../..', file);
	const loaded = createRequire(__filename)(inRepository) as Record<string, new () => INodeType>;
	const Class = loaded[path.basename(file, '.node.js')];
	if (Class === undefined) throw new Error(`${file} has no node: run "npm run build"`);
	return new Class();
}

/** Hands its input on: what a trigger with the test's items would do. */
const start: INodeType = {
	description: {
		displayName: 'Start',
		name: 'start',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
	async execute(): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	},
};

const byName: Record<string, INodeType> = { 'test.start': start };

/** Adds a type that only some tests have. */
export function addNodeType(name: string, type: INodeType): void {
	byName[name] = type;
}

/** The node registry of the engine tests. */
export const nodeTypes: INodeTypes = {
	getByName: (name) => find(name),
	getByNameAndVersion: (name) => find(name),
	getKnownTypes: () => ({}),
};

function find(name: string): INodeType {
	const found = byName[name] ?? loadBuilt(name);
	byName[name] = found;
	return found;
}
