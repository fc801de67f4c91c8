/**
 * n8n's own gate before a community node is verified: the rule set of @n8n/scan-community-package,
 * inline disabling off, over the sources and over the packed tarball. Fails on warnings as well.
 * (Its own command scans published packages only, for their provenance.)
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { packages } from './build/packages.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The files that the scanner lints (scanner.mjs, analyzePackageByName). */
const SOURCES = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];
const TARBALL = ['package.json', 'dist/**/*.js'];

const MAX_TARBALL_BYTES = 130_000;

// The package's entry point is a command; what it is made of stands beside it.
const scanPackage = path.join(root, 'node_modules/@n8n/scan-community-package');
const { buildScanConfig } = await import(path.join(scanPackage, 'scanner/scanner.mjs'));
const { ESLint } = createRequire(path.join(scanPackage, 'package.json'))('eslint');

let problems = 0;
for (const folder of packages) problems += await scanPackageIn(path.join(root, folder));
process.exitCode = problems === 0 ? 0 : 1;

/** Scans the sources and the tarball of a package; returns the number of errors and warnings. */
async function scanPackageIn(folder) {
	const temp = mkdtempSync(path.join(tmpdir(), 'noxus-scan-'));
	try {
		const tarball = pack(folder, temp);
		return (await scan('sources', folder, SOURCES)) + (await scan('tarball', tarball, TARBALL));
	} finally {
		rmSync(temp, { recursive: true, force: true });
	}
}

/** Packs a package as npm would publish it and unpacks it into `temp`; returns the folder. */
function pack(folder, temp) {
	const [{ filename, size }] = JSON.parse(
		run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', temp], folder),
	);
	run('tar', ['-xzf', filename], temp);
	console.log(`${filename}: ${size} bytes`);
	if (size > MAX_TARBALL_BYTES) throw new Error(`The tarball is over ${MAX_TARBALL_BYTES} bytes`);
	return path.join(temp, 'package');
}

function run(command, args, cwd) {
	const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
	if (status !== 0) throw new Error(`${command} ${args.join(' ')}:\n${stderr}`);
	return stdout;
}

/** Lints the files and prints what was found; returns the number of errors and warnings. */
async function scan(name, cwd, patterns) {
	const eslint = new ESLint({
		cwd,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	const results = await eslint.lintFiles(patterns);
	const count = (key) => results.reduce((sum, result) => sum + result[key], 0);
	const [errors, warnings] = [count('errorCount'), count('warningCount')];
	console.log(`${name}: ${results.length} files, ${errors} errors, ${warnings} warnings`);
	const formatter = await eslint.loadFormatter('stylish');
	if (errors + warnings > 0) console.log(await formatter.format(results));
	if (results.length === 0) throw new Error(`Nothing to scan in ${name}`);
	return errors + warnings;
}
