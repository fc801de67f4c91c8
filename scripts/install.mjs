/**
 * Installs what is missing and is done at once when nothing is. Plain Node 20 or later and npm,
 * because it runs before anything is there.
 *
 *   node scripts/install.mjs            the development tools and Node 24
 *   node scripts/install.mjs --n8n      and an n8n, unless this machine has one that will do
 *   node scripts/install.mjs --cluster  and what n8n's queue mode needs: PostgreSQL and Redis
 *   node scripts/install.mjs --where    prints, as JSON, where all of this would be taken from
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
	findForeignN8n,
	findHeaders,
	hasNode24,
	hasOwnN8n,
	isInstalled,
	locateN8n,
	markInstalled,
	pathWithNode24,
	N8N_FOLDER,
	N8N_VERSION,
	NODE_24,
	NODE_VERSION,
	ROOT,
	SQLITE_BINARY,
} from './install/locate.mjs';
import { installClusterPrograms, locateClusterPrograms } from './install/cluster.mjs';
import { npm, StepFailed } from './install/run.mjs';

const OLDEST_NODE_MAJOR = 20;
// Install scripts of dependencies stay off: the two that are needed are run by name below.
const CLEAN_INSTALL = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
const NETWORK_ADVICE =
	'Most often this is the network: check that npm reaches its registry, then run the command again.';

/** The development tools of the repository, and Node 24 as n8n wants it. */
export async function installTools() {
	if (!isInstalled(ROOT)) {
		const title = 'Installing the development tools, about 1 GB, takes 1 to 3 minutes';
		await npm(CLEAN_INSTALL, { title, cwd: ROOT, advice: NETWORK_ADVICE });
		markInstalled(ROOT);
	}
	if (!hasNode24()) {
		const title = `Installing Node ${NODE_VERSION}, about 50 MB`;
		await npm(['rebuild', 'node'], { title, cwd: ROOT, advice: NETWORK_ADVICE });
		if (!hasNode24()) throw new StepFailed(`Node ${NODE_VERSION} does not start on this machine.`);
	}
}

function configuredNodeDir() {
	if (process.env.npm_config_nodedir) return process.env.npm_config_nodedir;
	const options = { encoding: 'utf8', shell: process.platform === 'win32' };
	const { status, stdout } = spawnSync('npm', ['config', 'get', 'nodedir'], options);
	const value = status === 0 ? stdout.trim() : '';
	return ['', 'undefined', 'null'].includes(value) ? undefined : value;
}

async function buildSqlite() {
	const headers = findHeaders(configuredNodeDir());
	await npm(['rebuild', 'sqlite3'], {
		title: "Building n8n's database driver, takes 1 to 2 minutes",
		cwd: N8N_FOLDER,
		env: { PATH: pathWithNode24(), ...(headers && { npm_config_nodedir: headers }) },
		advice:
			'The build needs Python 3, make and a C++ compiler, and the headers of Node, which it takes ' +
			`from ${headers ?? 'the network, as no copy is on this machine'}. To name another copy, set ` +
			'npm_config_nodedir to the folder that holds include/node.',
	});
	if (!existsSync(SQLITE_BINARY)) throw new StepFailed(`The build left no ${SQLITE_BINARY}.`);
}

/** An n8n to test against: one that is on this machine, or one of our own in test/n8n. */
export async function installN8n() {
	const foreign = findForeignN8n();
	if (foreign) return console.log(`Using n8n ${foreign.version} at ${foreign.command}`);
	if (hasOwnN8n()) return;
	if (!isInstalled(N8N_FOLDER)) {
		const title = `Installing n8n ${N8N_VERSION}, about 3 GB, takes 5 to 10 minutes`;
		await npm(CLEAN_INSTALL, { title, cwd: N8N_FOLDER, advice: NETWORK_ADVICE });
		markInstalled(N8N_FOLDER);
	}
	await buildSqlite();
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
		return console.log(JSON.stringify({ node24: NODE_24, n8n: locateN8n(), postgres, redis }));
	}
	await installTools();
	if (args.includes('--n8n') || args.includes('--cluster')) await installN8n();
	if (args.includes('--cluster')) await installClusterPrograms();
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	await main(process.argv.slice(2)).catch((error) => {
		console.error(`\n${error.message}`);
		process.exitCode = 1;
	});
}
