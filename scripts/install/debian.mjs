import { spawnSync } from 'node:child_process';
import { run, StepFailed } from './run.mjs';

const SHORTLY = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=300'];

/**
 * Installs Debian packages unless what is wanted of them is there: `findMissing` gives the names of
 * what is not. Throws StepFailed with what to do by hand where apt-get or the right to use it is
 * missing.
 */
export async function debianPackages(packages, findMissing, title) {
	const wanted = findMissing();
	if (wanted.length === 0) return;
	const byHand = `To do it by hand: apt-get install ${packages.join(' ')} (or what your system calls them).`;
	if (spawnSync('apt-get', ['--version']).status !== 0 || process.getuid?.() !== 0) {
		throw new StepFailed(`Missing: ${wanted.join(', ')}. ${byHand}`);
	}
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	const apt = (step, args) =>
		run('apt-get', [...SHORTLY, ...args], { title: step, env, advice: byHand });
	await apt('Reading the lists of packages', ['update', '-qq']);
	await apt(title, ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
	const missing = findMissing();
	if (missing.length > 0) throw new StepFailed(`apt-get left no ${missing.join(', ')}. ${byHand}`);
}
