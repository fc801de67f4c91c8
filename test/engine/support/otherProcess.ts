import { addNodeType, loadBuilt } from './nodeTypes';

let count = 0;

/**
 * The type of a node with modules of its own, which remembers nothing of what the other one has done:
 * as in another process of n8n.
 */
export function otherProcess(type = 'n8n-nodes-noxus.noxus'): string {
	const name = `${type}Elsewhere${count++}`;
	const shared = jest.requireActual<object>('n8n-workflow');
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => shared);
		addNodeType(name, loadBuilt(type));
	});
	return name;
}
