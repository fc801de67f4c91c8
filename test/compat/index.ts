/**
 * Packs the built package once, runs the tests of `compat` with it on the oldest and on the newest
 * n8n, and writes docs/compatibility.md. With `oldest` or `newest`, runs them on that one alone and
 * checks that the page says the same. Ends with code 1 where a feature does not do what is known.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locateN8n, REPO_ROOT } from '../../n8n-harness/command';
import { packPackage } from '../../n8n-harness';
import { KNOWN } from './known';
import { checkPage, toPage, type JestResults, type VersionResults } from './page';

const PAGE = join(REPO_ROOT, 'docs', 'compatibility.md');

function nodeVersionOf(path: string): string {
	const env = { ...process.env, PATH: path };
	return spawnSync('node', ['--version'], { encoding: 'utf8', env }).stdout.trim().slice(1);
}

const BOTH = ['oldest', 'newest'] as const;
type Which = (typeof BOTH)[number];

function testOn(which: Which, folder: string, tarball: string): VersionResults {
	process.env.NOXUS_TEST_N8N = which;
	process.env.NOXUS_TEST_TARBALL = tarball;
	const { version, path } = locateN8n();
	console.log(`\nn8n ${version}`);
	const outputFile = join(folder, `${which}.json`);
	const jest = join(REPO_ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	const args = ['--selectProjects', 'compat', '--runInBand', '--verbose', '--json'];
	spawnSync(process.execPath, [jest, ...args, `--outputFile=${outputFile}`], {
		cwd: REPO_ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const results = JSON.parse(readFileSync(outputFile, 'utf8')) as JestResults;
	return { version, nodeVersion: nodeVersionOf(path), results };
}

/** Runs all, and returns the faults; where there are none, the page is written. */
function writePage(folder: string, tarball: string): string[] {
	const versions = BOTH.map((which) => testOn(which, folder, tarball));
	const { text, faults } = toPage(versions, KNOWN);
	if (faults.length === 0) writeFileSync(PAGE, text);
	return faults;
}

async function main(asked: string | undefined): Promise<void> {
	const one = BOTH.find((which) => which === asked);
	if (asked !== undefined && one === undefined) {
		throw new Error(`Give ${BOTH.join(' or ')}, or nothing for both; not "${asked}".`);
	}
	const folder = mkdtempSync(join(tmpdir(), 'noxus-compat-results-'));
	try {
		const { path: tarball } = await packPackage(folder);
		const faults = one
			? checkPage(readFileSync(PAGE, 'utf8'), testOn(one, folder, tarball), KNOWN)
			: writePage(folder, tarball);
		if (faults.length > 0) {
			console.error(`\n${faults.join('\n')}\n\ndocs/compatibility.md was left as it is.`);
			process.exitCode = 1;
			return;
		}
		console.log(`\ndocs/compatibility.md ${one ? 'says the same' : 'was written'}.`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

void main(process.argv[2]);
