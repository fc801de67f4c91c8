/**
 * Installs what is missing and is done at once when nothing is. Plain Node 20 or later and npm,
 * because it runs before anything is there.
 *
 *   node scripts/install.mjs            the development tools and Node 24
 *   node scripts/install.mjs --n8n      and an n8n, unless this machine has one that will do
 *   node scripts/install.mjs --n8n-1.123    and the oldest supported n8n with a Node for it
 *   node scripts/install.mjs --cluster  and what n8n's queue mode needs: PostgreSQL and Redis
 *   node scripts/install.mjs --browser  and what clicks through its editor: Chromium, Playwright, Verdaccio
 * More than one flag: in parallel if possible.
 *   node scripts/install.mjs --where    prints, as JSON, where all of this would be taken from
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installBrowser } from './install/browser.mjs';
import { installClusterPrograms, locateClusterPrograms } from './install/cluster.mjs';
import { installN8n, installOldestN8n, locateN8n } from './install/n8n.mjs';
import { installNode, installPackages } from './install/packages.mjs';
import { CHROMIUM, NODE_24, ROOT } from './install/places.mjs';
import { StepFailed } from './install/run.mjs';

const OLDEST_NODE_MAJOR = 20;

/** The development tools of the repository, and Node 24 as n8n wants it. */
async function installTools() {
	await installPackages(ROOT, 'Installing the development tools, about 1 GB, takes 1 to 3 minutes');
	await installNode(ROOT);
}

/** Debian's packages one after the other: apt-get takes a lock. */
async function installPrograms(wants) {
	if (wants('--cluster')) await installClusterPrograms();
	if (wants('--browser')) await installBrowser();
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
	const parts = [installPrograms(wants)];
	if (wants('--n8n', '--cluster', '--browser')) parts.push(installN8n());
	if (wants('--n8n-1.123')) parts.push(installOldestN8n());
	const failed = (await Promise.allSettled(parts)).find(({ status }) => status === 'rejected');
	if (failed) throw failed.reason;
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	await main(process.argv.slice(2)).catch((error) => {
		console.error(`\n${error.message}`);
		process.exitCode = 1;
	});
}
