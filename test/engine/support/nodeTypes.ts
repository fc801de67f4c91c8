import { createRequire } from 'node:module';
import path from 'node:path';

import type { INodeExecutionData, INodeType, INodeTypes } from 'n8n-workflow';

const dist = path.join(__dirname, '../../../dist');

function loadBuilt<T>(file: string, className: string): T {
	const loaded = createRequire(__filename)(path.join(dist, file)) as Record<string, new () => T>;
	const Class = loaded[className];
	if (Class === undefined) throw new Error(`${file} exports no ${className}: run "npm run build"`);
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

const byName: Record<string, INodeType> = {
	'test.start': start,
	'n8n-nodes-noxus.noxus': loadBuilt('nodes/Noxus/Noxus.node.js', 'Noxus'),
	'n8n-nodes-noxus.noxusTrigger': loadBuilt('nodes/Noxus/NoxusTrigger.node.js', 'NoxusTrigger'),
	'n8n-nodes-noxus.noxusRunFinishedTrigger': loadBuilt(
		'nodes/Noxus/NoxusRunFinishedTrigger.node.js',
		'NoxusRunFinishedTrigger',
	),
};

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
	const found = byName[name];
	if (found === undefined) throw new Error(`No node type ${name} in the engine tests`);
	return found;
}
