/**
 * Runs the tests of `compat` on the oldest and on the newest n8n, and writes the pages on compatibility
 * of both packages. With `oldest` or `newest`, runs them on that one alone and checks that the pages say
 * the same; with `noxus` or `noukai`, does it for that package alone. Ends with code 1 where a feature
 * does not do what is known.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { locateN8n, REPO_ROOT } from '../../n8n-harness/command';
import { packPackage } from '../../n8n-harness';
import { KNOWN, KNOWN_OF_NOUKAI } from './known';
import { checkPage, toPage, type JestResults, type VersionResults } from './page';

/** Each has its tests in `<name>.test.ts`. */
const PACKAGES = {
	noxus: {
		packageName: 'n8n-nodes-noxus',
		page: join(REPO_ROOT, 'docs', 'compatibility.md'),
		known: KNOWN,
	},
	noukai: {
		packageName: 'n8n-nodes-noukai',
		page: join(REPO_ROOT, 'noukai', 'docs', 'compatibility.md'),
		known: KNOWN_OF_NOUKAI,
	},
};
type PackageKey = keyof typeof PACKAGES;
const KEYS: PackageKey[] = ['noxus', 'noukai'];

const BOTH = ['oldest', 'newest'] as const;
type Which = (typeof BOTH)[number];

function nodeVersionOf(path: string): string {
	const env = { ...process.env, PATH: path };
	return spawnSync('node', ['--version'], { encoding: 'utf8', env }).stdout.trim().slice(1);
}

function testOn(which: Which, folder: string, keys: PackageKey[]): VersionResults {
	process.env.NOXUS_TEST_N8N = which;
	const { version, path } = locateN8n();
	console.log(`\nn8n ${version}`);
	const outputFile = join(folder, `${which}.json`);
	const jest = join(REPO_ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	const files = keys.map((key) => `test/compat/${key}.test.ts`);
	const args = ['--selectProjects', 'compat', '--runInBand', '--verbose', '--json'];
	spawnSync(process.execPath, [jest, ...files, ...args, `--outputFile=${outputFile}`], {
		cwd: REPO_ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	const results = JSON.parse(readFileSync(outputFile, 'utf8')) as JestResults;
	return { version, nodeVersion: nodeVersionOf(path), results };
}

/** The results of one package. */
function only(key: PackageKey, { results, ...version }: VersionResults): VersionResults {
	const isOwn = ({ name }: { name: string }) => basename(name) === `${key}.test.ts`;
	return { ...version, results: { testResults: results.testResults.filter(isOwn) } };
}

/** Writes the page of a package; or returns the faults, if there are any. */
function writePage(key: PackageKey, versions: VersionResults[]): string[] {
	const { page, known, packageName } = PACKAGES[key];
	const own = versions.map((version) => only(key, version));
	const { text, faults } = toPage(own, known, packageName);
	if (faults.length === 0) writeFileSync(page, text);
	return faults;
}

/** Where the page of a package says otherwise than the tests on one n8n. */
function faultsOnPage(key: PackageKey, version: VersionResults): string[] {
	const { page, known } = PACKAGES[key];
	return checkPage(readFileSync(page, 'utf8'), only(key, version), known);
}

/** Packs n8n-nodes-noxus once, runs the tests, and writes or checks the pages. */
async function run(
	folder: string,
	asked: Which | undefined,
	keys: PackageKey[],
): Promise<string[]> {
	process.env.NOXUS_TEST_TARBALL = (await packPackage(folder)).path;
	const versions = (asked ? [asked] : BOTH).map((which) => testOn(which, folder, keys));
	return keys.flatMap((key) =>
		asked ? versions.flatMap((version) => faultsOnPage(key, version)) : writePage(key, versions),
	);
}

async function main(args: string[]): Promise<void> {
	const asked = BOTH.find((which) => args.includes(which));
	const keys = KEYS.filter((key) => args.includes(key));
	const strange = args.filter((arg) => ![...BOTH, ...KEYS].some((known) => known === arg));
	if (strange.length > 0) {
		throw new Error(
			`Give ${[...BOTH, ...KEYS].join(', ')} or nothing; not "${strange.join(' ')}".`,
		);
	}
	const folder = mkdtempSync(join(tmpdir(), 'noxus-compat-results-'));
	try {
		const faults = await run(folder, asked, keys.length > 0 ? keys : KEYS);
		if (faults.length > 0) {
			console.error(`\n${faults.join('\n')}\n\nThe pages of these were left as they are.`);
			process.exitCode = 1;
			return;
		}
		console.log(`\nThe pages on compatibility ${asked ? 'say the same' : 'were written'}.`);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

void main(process.argv.slice(2));
