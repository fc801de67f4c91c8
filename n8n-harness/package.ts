import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPO_ROOT } from './command';

const run = promisify(execFile);
export const MAX_TARBALL_BYTES = 150_000;
const QUIET = ['--no-audit', '--no-fund', '--ignore-scripts'];

/** npm, without what the npm that runs this script says about its own folder. */
async function npm(cwd: string, args: string[]): Promise<string> {
	const env = { ...process.env };
	delete env.npm_config_local_prefix;
	const shell = process.platform === 'win32';
	return (await run('npm', args, { cwd, env, shell })).stdout;
}

export interface PackedPackage {
	path: string;
	sizeBytes: number;
}

/** The folders of the packages, by the services that they are for. */
const SOURCES = { noxus: REPO_ROOT, noukai: join(REPO_ROOT, 'noukai') };

export type PackageName = keyof typeof SOURCES;

/** Packs a built package as `npm publish` would, into a folder (a new temporary one). */
export async function packPackage(
	givenFolder?: string,
	name: PackageName = 'noxus',
): Promise<PackedPackage> {
	const source = SOURCES[name];
	await stat(join(source, 'dist')).catch(() => {
		throw new Error('There is no dist folder to pack. Build first: npm run build');
	});
	const folder = givenFolder ?? (await mkdtemp(join(tmpdir(), 'noxus-package-')));
	const out = await npm(source, [
		'pack',
		'--json',
		'--ignore-scripts',
		'--pack-destination',
		folder,
	]);
	const [packed] = JSON.parse(out) as Array<{ filename: string; size: number }>;
	if (!packed) throw new Error(`npm pack answered ${out}`);
	if (packed.size > MAX_TARBALL_BYTES) {
		throw new Error(`The package is ${packed.size} bytes; ${MAX_TARBALL_BYTES} is the limit.`);
	}
	return { path: join(folder, packed.filename), sizeBytes: packed.size };
}

/**
 * Puts packed packages where n8n keeps community packages. Peers stay out: a second copy of
 * n8n-workflow would break `instanceof` checks on n8n's error classes.
 */
export async function installPackage(
	tarballs: string | readonly string[],
	userFolder: string,
): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes');
	await mkdir(folder, { recursive: true });
	const ledger = { name: 'installed-nodes', private: true, dependencies: {} };
	await writeFile(join(folder, 'package.json'), JSON.stringify(ledger));
	const noPeers = ['--omit=peer', '--legacy-peer-deps'];
	await npm(folder, ['install', ...noPeers, '--prefer-offline', ...QUIET, ...[tarballs].flat()]);
}
