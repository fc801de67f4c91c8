import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { pathWithNode24, ROOT } from './places.mjs';

const OLDEST_SUPPORTED = [1, 123];

/** PATH as it was before npm put this repository's tools in front of it. */
function pathWithoutRepo() {
	const isForeign = (folder) => folder !== '' && !folder.startsWith(ROOT + sep);
	return (process.env.PATH ?? '').split(delimiter).filter(isForeign).join(delimiter);
}

function versionOf(bin, path) {
	const env = { ...process.env, PATH: path };
	const { stdout, status } = spawnSync(bin, ['--version'], { encoding: 'utf8', env });
	return status === 0 ? /\d+\.\d+\.\d+/.exec(stdout)?.[0] : undefined;
}

function isSupported(version) {
	const [major, minor] = version.split('.').map(Number);
	const [oldestMajor, oldestMinor] = OLDEST_SUPPORTED;
	return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/**
 * The PATH for an n8n that is not ours. Its owner's Node comes first, because its compiled parts
 * were built for that one; only where that Node is too old for it does ours step in.
 */
function pathFor(bin) {
	const path = pathWithoutRepo();
	const manifest = join(dirname(realpathSync(bin)), '..', 'package.json');
	const engines = existsSync(manifest)
		? JSON.parse(readFileSync(manifest, 'utf8')).engines
		: undefined;
	const oldestMajor = Number(/\d+/.exec(engines?.node ?? '')?.[0] ?? 0);
	return Number(versionOf('node', path)?.split('.')[0] ?? 0) < oldestMajor
		? pathWithNode24()
		: path;
}

/** A supported n8n that this machine has already: `N8N_BIN`, or `n8n` on the PATH. */
export function findForeignN8n() {
	const given = process.env.N8N_BIN && resolve(process.env.N8N_BIN);
	const folders = pathWithoutRepo().split(delimiter);
	const onPath = folders.map((folder) => join(folder, 'n8n')).find(existsSync);
	for (const bin of [given, onPath]) {
		if (!bin) continue;
		const path = existsSync(bin) ? pathFor(bin) : '';
		const version = versionOf(bin, path);
		if (version && isSupported(version)) return { command: bin, args: [], path, version };
		const why = version ? `it is ${version}, the oldest supported is 1.123` : 'it does not start';
		if (bin === given) throw new Error(`N8N_BIN=${bin} cannot be used: ${why}.`);
	}
	return undefined;
}
