/**
 * Installs what is missing and is done at once when nothing is. Plain Node 20 or later and npm,
 * because it runs before anything is there.
 *
 *   node scripts/install.mjs            the development tools and Node 24
 *   node scripts/install.mjs --n8n      and an n8n, unless this machine has one that will do
 *   node scripts/install.mjs --n8n-1.123    and the oldest supported n8n with a Node for it
 *   node scripts/install.mjs --cluster  and what n8n's queue mode needs: PostgreSQL and Redis
 *   node scripts/install.mjs --browser  and what clicks through its editor: Chromium, Playwright, Verdaccio
 *   node scripts/install.mjs --where    prints, as JSON, where all of this would be taken from
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { debianPackages } from './install/debian.mjs';
import {
	BROWSER_FOLDER,
	CHROMIUM,
	findForeignN8n,
	findHeaders,
	hasNode,
	hasOwnN8n,
	isInstalled,
	locateN8n,
	markInstalled,
	nodeVersion,
	NEWEST_N8N,
	NODE_24,
	OLDEST_N8N,
	ROOT,
} from './install/locate.mjs';
import { installClusterPrograms, locateClusterPrograms } from './install/cluster.mjs';
import { npm, StepFailed } from './install/run.mjs';

const OLDEST_NODE_MAJOR = 20;
// Install scripts of dependencies stay off: the two that are needed are run by name below.
const CLEAN_INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
const NETWORK_ADVICE =
	'Most often this is the network: check that npm reaches its registry, then run the command again.';

/** What the lock file of a folder says, unless it is there. */
async function installPackages(folder, title) {
	if (isInstalled(folder)) return;
	await npm(CLEAN_INSTALL, { title, cwd: folder, advice: NETWORK_ADVICE });
	markInstalled(folder);
}

/** The Node that a folder asks for: its package fetches it by an install script. */
async function installNode(folder) {
	if (hasNode(folder)) return;
	const version = nodeVersion(folder);
	const title = `Installing Node ${version}, about 50 MB`;
	await npm(['rebuild', 'node'], { title, cwd: folder, advice: NETWORK_ADVICE });
	if (!hasNode(folder)) throw new StepFailed(`Node ${version} does not start on this machine.`);
}

/** The development tools of the repository, and Node 24 as n8n wants it. */
export async function installTools() {
	await installPackages(ROOT, 'Installing the development tools, about 1 GB, takes 1 to 3 minutes');
	await installNode(ROOT);
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
	await npm(['rebuild', 'sqlite3'], {
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
	if (hasOwnN8n(n8n)) return;
	const title = `Installing n8n ${n8n.version}, about 3 GB, takes 5 to 10 minutes`;
	await installPackages(n8n.folder, title);
	if (nodeVersion(n8n.folder)) await installNode(n8n.folder);
	await buildSqlite(n8n);
}

/** An n8n to test against: one that is on this machine, or one of our own in test/n8n. */
export async function installN8n() {
	const foreign = findForeignN8n();
	if (foreign) return console.log(`Using n8n ${foreign.version} at ${foreign.command}`);
	await installOwnN8n(NEWEST_N8N);
}

/** Chromium from the system, and beside the browser tests what drives it. */
export async function installBrowser() {
	const title = 'Installing Chromium, about 400 MB, takes 1 to 2 minutes';
	await debianPackages(['chromium', 'fonts-liberation'], [CHROMIUM], title);
	if (isInstalled(BROWSER_FOLDER)) return;
	await npm(CLEAN_INSTALL, {
		title: 'Installing Playwright and Verdaccio, about 90 MB',
		cwd: BROWSER_FOLDER,
		advice: NETWORK_ADVICE,
	});
	markInstalled(BROWSER_FOLDER);
}

async function main(args) {
	const major = Number(process.versions.node.split('.')[0]);
	if (major < OLDEST_NODE_MAJOR) {
		throw new StepFailed(
			`Node ${OLDEST_NODE_MAJOR} or later is needed; this is ${process.version}.`,
		);
	}
	if (args.includes('--where')) {
		const { postgres, redis } = locateClusterPrograms();
		const found = { node24: NODE_24, n8n: locateN8n(), chromium: CHROMIUM, postgres, redis };
		return console.log(JSON.stringify(found));
	}
	await installTools();
	const wants = (...flags) => flags.some((flag) => args.includes(flag));
	if (wants('--n8n', '--cluster', '--browser')) await installN8n();
	if (wants('--n8n-1.123')) await installOwnN8n(OLDEST_N8N);
	if (wants('--cluster')) await installClusterPrograms();
	if (wants('--browser')) await installBrowser();
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	await main(process.argv.slice(2)).catch((error) => {
		console.error(`\n${error.message}`);
		process.exitCode = 1;
	});
}
