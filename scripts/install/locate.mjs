import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownN8n } from './ownN8n.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const BROWSER_FOLDER = join(ROOT, 'test', 'browser');
/** Debian's place for it; elsewhere `CHROMIUM_BIN` tells. */
export const CHROMIUM = process.env.CHROMIUM_BIN || '/usr/bin/chromium';
export const NODE_24 = nodeIn(ROOT);
export const NEWEST_N8N = ownN8n(join(ROOT, 'test', 'n8n'), NODE_24);
const OLDEST_FOLDER = join(ROOT, 'test', 'n8n-1.123');
export const OLDEST_N8N = ownN8n(OLDEST_FOLDER, nodeIn(OLDEST_FOLDER));
const OLDEST_SUPPORTED = [1, 123];

function nodeIn(folder) {
	return join(folder, 'node_modules', 'node', 'bin', 'node');
}

function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** The version of Node that a folder of the repository asks for. */
export function nodeVersion(folder) {
	const { dependencies, devDependencies } = readJson(join(folder, 'package.json'));
	return { ...dependencies, ...devDependencies }.node;
}

/** PATH with the repository's Node 24 in front. */
export function pathWithNode24() {
	return [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
}

/** PATH as it was before npm put this repository's tools in front of it. */
function pathWithoutRepo() {
	const isForeign = (folder) => folder !== '' && !folder.startsWith(ROOT + sep);
	return (process.env.PATH ?? '').split(delimiter).filter(isForeign).join(delimiter);
}

const STAMP = join('node_modules', '.installed-lock-sha256');

function lockHash(folder) {
	return createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');
}

/**
 * Whether node_modules was installed whole from the lock file as it is now. npm's own record there
 * does not tell: it leaves out packages that the lock file names and no machine needs.
 */
export function isInstalled(folder) {
	const stamp = join(folder, STAMP);
	return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(folder);
}

/** To be called as the last step of an install, so that one that was cut short does not count. */
export function markInstalled(folder) {
	writeFileSync(join(folder, STAMP), lockHash(folder));
}

/** Whether the Node that a folder of the repository asks for is there and starts. */
export function hasNode(folder) {
	const node = nodeIn(folder);
	if (!existsSync(node)) return false;
	const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
	return stdout?.trim() === `v${nodeVersion(folder)}`;
}

/** Whether an n8n of our own is in its folder with its database driver built. */
export function hasOwnN8n({ folder, sqliteBinary }) {
	return isInstalled(folder) && existsSync(sqliteBinary);
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
	const engines = existsSync(manifest) ? readJson(manifest).engines : undefined;
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

function callOf({ node, bin, path, version }) {
	return { command: node, args: [bin], path, version };
}

/**
 * The n8n that tests and demo start: how to call it, and the PATH that it wants. NOXUS_TEST_N8N=oldest
 * asks for the oldest supported one.
 */
export function locateN8n() {
	if (process.env.NOXUS_TEST_N8N === 'oldest') return callOf(OLDEST_N8N);
	return findForeignN8n() ?? callOf(NEWEST_N8N);
}

function hasHeaders(folder) {
	return existsSync(join(folder, 'include', 'node', 'node_api.h'));
}

/**
 * Where node-gyp finds Node's headers, as it wants them in `npm_config_nodedir`; undefined lets it
 * download them. sqlite3 speaks Node-API, so headers of any recent Node will do.
 */
export function findHeaders(configured) {
	if (configured) return configured;
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const packages = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`];
	const besideNode24 = packages.flatMap((name) => [
		join(ROOT, 'node_modules', 'node', 'node_modules', name),
		join(ROOT, 'node_modules', name),
	]);
	return [...besideNode24, join(dirname(realpathSync(process.execPath)), '..')].find(hasHeaders);
}
