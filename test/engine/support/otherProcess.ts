import { createRequire } from 'node:module';
import path from 'node:path';

import type { INodeType } from 'n8n-workflow';

import { addNodeType } from './nodeTypes';

const BUILT = path.join(__dirname, '../../../dist/nodes/Noxus/Noxus.node.js');

let count = 0;

/**
 * The type of a Noxus node with modules of its own, which remembers nothing of what the other one has
 * done: as in another process of n8n.
 */
export function otherProcess(): string {
	const name = `n8n-nodes-noxus.noxusElsewhere${count++}`;
	const shared = jest.requireActual<object>('n8n-workflow');
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => shared);
		const { Noxus } = createRequire(__filename)(BUILT) as { Noxus: new () => INodeType };
		addNodeType(name, new Noxus());
	});
	return name;
}
