/**
 * Prepares a release of the package in the current folder, up to the tag; it publishes nothing.
 *
 *   npm run release -- patch                  or minor, major, or a version such as 0.2.0
 *   npm run release -- 0.2.0 --skip-checks    without lint, tests and scan
 *
 * The tag, once pushed, starts .github/workflows/publish.yml.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import {
	absoluteLinks,
	githubName,
	publisherProblems,
	readManifest,
	tagOf,
} from './publishing.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const CHECKS = ['lint', 'test', 'scan'];
const USAGE = 'Usage: npm run release -- <major | minor | patch | version> [--skip-checks]';

/** Runs a program and returns its output. Throws with what it complained of. */
function run(command, args, options = {}) {
	const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', ...options });
	if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed.\n${stderr ?? ''}`.trim());
	return stdout;
}

/** The version to release. Throws if it is not one, or not after the current one. */
function nextVersion(current, wanted, isCurrentReleased) {
	const parts = current.split('.').map(Number);
	const place = ['major', 'minor', 'patch'].indexOf(wanted);
	if (place >= 0) {
		return parts
			.map((part, index) => (index < place ? part : index === place ? part + 1 : 0))
			.join('.');
	}
	if (!/^\d+\.\d+\.\d+$/.test(wanted ?? '')) throw new Error(USAGE);
	const isAfter = wanted.localeCompare(current, 'en', { numeric: true });
	if (isAfter > 0 || (isAfter === 0 && !isCurrentReleased)) return wanted;
	throw new Error(`${wanted} is not after ${current}`);
}

const hasTag = (folder, tag) => run('git', ['tag', '--list', tag], { cwd: folder }).trim() !== '';

/** Throws unless a release can be made of what is checked out. */
function checkRepository(folder, manifest) {
	const git = (...args) => run('git', args, { cwd: folder }).trim();
	const problems = [
		...publisherProblems(manifest),
		git('branch', '--show-current') !== 'main' && 'The branch is not main',
		git('status', '--porcelain') !== '' && 'There are changes that are not committed',
	].filter(Boolean);
	if (problems.length === 0) return;
	throw new Error(
		`${manifest.name} cannot be released:\n${problems.map((one) => `- ${one}.`).join('\n')}`,
	);
}

/** Gives what is under Unreleased the version and the date. Throws if there is nothing. */
function releaseChangelog(changelog, version, date) {
	const [, before, entries, rest] =
		/^([^]*?\n## \[Unreleased\]\n)([^]*?)(\n## \[[^]*|$)$/.exec(changelog) ?? [];
	if (entries === undefined || entries.trim() === '') {
		throw new Error('CHANGELOG.md has nothing under "## [Unreleased]"');
	}
	return `${before}\n## [${version}] - ${date}\n${entries}${rest}`;
}

function change(file, changed) {
	if (existsSync(file)) writeFileSync(file, changed(readFileSync(file, 'utf8')));
}

/** Sets the version wherever a lock file or a manifest names that of the package itself. */
function withVersion(text, version) {
	const content = JSON.parse(text);
	content.version = version;
	if (content.packages?.['']) content.packages[''].version = version;
	return `${JSON.stringify(content, null, '\t')}\n`;
}

function writeRelease(folder, manifest, version) {
	const file = (name) => path.join(folder, name);
	const date = new Date().toISOString().slice(0, 10);
	change(file('CHANGELOG.md'), (text) => releaseChangelog(text, version, date));
	change(file('README.md'), (text) => absoluteLinks(text, manifest, githubName(manifest)));
	change(file('package.json'), (text) => withVersion(text, version));
	change(file('package-lock.json'), (text) => withVersion(text, version));
}

function main(folder, args) {
	const wanted = args.find((arg) => !arg.startsWith('--'));
	const manifest = readManifest(folder);
	const version = nextVersion(manifest.version, wanted, hasTag(folder, tagOf(manifest)));
	const tag = tagOf({ ...manifest, version });
	if (hasTag(folder, tag)) throw new Error(`There is a tag ${tag} already`);
	checkRepository(folder, manifest);
	const checks = args.includes('--skip-checks') ? [] : CHECKS;
	for (const check of checks) run('npm', ['run', check], { cwd: ROOT, stdio: 'inherit' });
	writeRelease(folder, manifest, version);
	run('git', ['commit', '--all', '--message', `Release ${manifest.name} ${version}`], {
		cwd: folder,
	});
	run('git', ['tag', '--annotate', tag, '--message', `${manifest.name} ${version}`], {
		cwd: folder,
	});
	console.log(`Committed and tagged ${tag}. To publish it: git push origin main ${tag}`);
}

try {
	main(process.cwd(), process.argv.slice(2));
} catch (error) {
	console.error(error.message);
	process.exitCode = 1;
}
