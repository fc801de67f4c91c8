import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * An n8n that a folder of the repository installs for itself: where it is, and the Node that runs
 * it. Node's own folder comes first in its PATH.
 */
export function ownN8n(folder, node) {
	const modules = join(folder, 'node_modules');
	return {
		folder,
		node,
		version: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies.n8n,
		bin: join(modules, 'n8n', 'bin', 'n8n'),
		sqliteBinary: join(modules, 'sqlite3', 'build', 'Release', 'node_sqlite3.node'),
		path: [dirname(node), process.env.PATH].join(delimiter),
	};
}
