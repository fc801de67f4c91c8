import { createRequire } from 'node:module';
import path from 'node:path';

import type { INodeExecutionData, INodeType, INodeTypes } from 'n8n-workflow';

import { toolNode } from './toolNode';

const dist = path.join(__dirname, '../../../../noukai/dist');

function loadBuilt(file: string, className: string): INodeType {
	const loaded = createRequire(__filename)(path.join(dist, file)) as Record<
		string,
		new () => INodeType
	>;
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

const noukai = loadBuilt('nodes/Noukai/Noukai.node.js', 'Noukai');

const byName: Record<string, INodeType> = {
	'test.start': start,
	'test.tool': toolNode,
	'n8n-nodes-noukai.noukai': noukai,
	// n8n makes one of this name of a node that agents may use.
	'n8n-nodes-noukai.noukaiTool': noukai,
};

/** The node registry of the engine tests of Noukai. */
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
