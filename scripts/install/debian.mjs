import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run, StepFailed } from './run.mjs';

const SHORTLY = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300'];

/**
 * Installs Debian packages unless what is wanted of them is there. `proofs` are the files that show
 * it. Throws StepFailed with what to do by hand where apt-get or the right to use it is missing.
 */
export async function debianPackages(packages, proofs, title) {
	if (proofs.every(existsSync)) return;
	const byHand = `To do it by hand: apt-get install ${packages.join(' ')} (or what your system calls them).`;
	if (spawnSync('apt-get', ['--version']).status !== 0 || process.getuid?.() !== 0) {
		throw new StepFailed(
			`Missing: ${proofs.filter((file) => !existsSync(file)).join(', ')}. ${byHand}`,
		);
	}
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	const apt = (args) => run('apt-get', [...SHORTLY, ...args], { title, env, advice: byHand });
	await apt(['update', '-qq']);
	await apt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
	const missing = proofs.filter((file) => !existsSync(file));
	if (missing.length > 0) throw new StepFailed(`apt-get left no ${missing.join(', ')}. ${byHand}`);
}
