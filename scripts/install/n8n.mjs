import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findForeignN8n } from './foreignN8n.mjs';
import { installNode, installPackages, isInstalled } from './packages.mjs';
import { NEWEST_N8N, OLDEST_N8N, ROOT } from './places.mjs';
import { npm, StepFailed } from './run.mjs';

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
function findHeaders(configured) {
	if (configured) return configured;
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const packages = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`];
	const besideNode24 = packages.flatMap((name) => [
		join(ROOT, 'node_modules', 'node', 'node_modules', name),
		join(ROOT, 'node_modules', name),
	]);
	return [...besideNode24, join(dirname(realpathSync(process.execPath)), '..')].find(hasHeaders);
}

function configuredNodeDir() {
	if (process.env.npm_config_nodedir) return process.env.npm_config_nodedir;
	const options = { encoding: 'utf8', shell: process.platform === 'win32' };
	const { status, stdout } = spawnSync('npm', ['config', 'get', 'nodedir'], options);
	const value = status === 0 ? stdout.trim() : '';
	return ['', 'undefined', 'null'].includes(value) ? undefined : value;
}

async function buildSqlite({ folder, path, sqliteBinary }) {
	const headers = findHeaders(configuredNodeDir());
	await npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], {
		title: "Building n8n's database driver, takes 1 to 2 minutes",
		cwd: folder,
		env: { PATH: path, ...(headers && { npm_config_nodedir: headers }) },
		advice:
			'The build needs Python 3, make and a C++ compiler, and the headers of Node, which it takes ' +
			`from ${headers ?? 'the network, as no copy is on this machine'}. To name another copy, set ` +
			'npm_config_nodedir to the folder that holds include/node.',
	});
	if (!existsSync(sqliteBinary)) throw new StepFailed(`The build left no ${sqliteBinary}.`);
}

async function installOwnN8n(n8n) {
	if (isInstalled(n8n.folder) && existsSync(n8n.sqliteBinary)) return;
	const title = `Installing n8n ${n8n.version}, about 3 GB, takes 5 to 10 minutes`;
	await installPackages(n8n.folder, title);
	await installNode(n8n.folder);
	await buildSqlite(n8n);
}

/** An n8n to test against: one that is on this machine, or one of our own in test/n8n. */
export async function installN8n() {
	const foreign = findForeignN8n();
	if (foreign) return console.log(`Using n8n ${foreign.version} at ${foreign.command}`);
	await installOwnN8n(NEWEST_N8N);
}

/** The oldest n8n that is supported. */
export async function installOldestN8n() {
	await installOwnN8n(OLDEST_N8N);
}
