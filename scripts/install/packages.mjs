import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, StepFailed } from './run.mjs';

// Install scripts of dependencies stay off: those that are needed are run by name.
const CLEAN_INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
const NETWORK_ADVICE =
	'Most often this is the network: check that npm reaches its registry, then run the command again.';

const STAMP = join('node_modules', '.installed-lock-sha256');
/** npm writes this at the end of an install: the packages that are in node_modules. */
const RECORD = join('node_modules', '.package-lock.json');

function lockHash(folder) {
	return createHash('sha256')
		.update(readFileSync(join(folder, 'package-lock.json')))
		.digest('hex');
}

function packagesIn(lockFile) {
	return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/**
 * Whether a plain `npm ci` has installed what the lock file names. npm's record leaves out what is
 * optional on this machine and what nothing depends on.
 */
function isRecorded(folder) {
	if (!existsSync(join(folder, RECORD))) return false;
	const installed = packagesIn(join(folder, RECORD));
	return Object.entries(packagesIn(join(folder, 'package-lock.json'))).every(
		([place, { version, optional, extraneous }]) =>
			place === '' || optional || extraneous || installed[place]?.version === version,
	);
}

/** Whether node_modules was installed completely from the lock file in its present state. */
export function isInstalled(folder) {
	const stamp = join(folder, STAMP);
	const isStamped = existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(folder);
	return isStamped || isRecorded(folder);
}

/** The last step of an install, so that one that was cut short does not count. */
function markInstalled(folder) {
	writeFileSync(join(folder, STAMP), lockHash(folder));
}

/** What the lock file of a folder says, unless it is there. */
export async function installPackages(folder, title) {
	if (isInstalled(folder)) return;
	await npm(CLEAN_INSTALL, { title, cwd: folder, advice: NETWORK_ADVICE });
	markInstalled(folder);
}

/** Where the Node is that a folder of the repository asks for. */
export function nodeIn(folder) {
	return join(folder, 'node_modules', 'node', 'bin', 'node');
}

/** The version of Node that a folder of the repository asks for. */
function nodeVersion(folder) {
	const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
	const { dependencies, devDependencies } = JSON.parse(manifest);
	return { ...dependencies, ...devDependencies }.node;
}

/** Whether that Node is there and starts. */
function hasNode(folder) {
	const node = nodeIn(folder);
	if (!existsSync(node)) return false;
	const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
	return stdout?.trim() === `v${nodeVersion(folder)}`;
}

/** The Node that a folder asks for, if any: its package fetches it by an install script. */
export async function installNode(folder) {
	const version = nodeVersion(folder);
	if (!version || hasNode(folder)) return;
	const title = `Installing Node ${version}, about 50 MB`;
	await npm(['rebuild', 'node', '--ignore-scripts=false'], {
		title,
		cwd: folder,
		advice: NETWORK_ADVICE,
	});
	if (!hasNode(folder)) throw new StepFailed(`Node ${version} does not start on this machine.`);
}
