/** Builds the `dist` of each package, all that is published: `gulp build`, or one of its steps by name. */
const { execFile } = require('node:child_process');
const { rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const { finished } = require('node:stream/promises');
const { promisify } = require('node:util');

const { dest, parallel, series, src } = require('gulp');

const { bundle } = require('./scripts/build/bundle.js');
const { thirdPartyNotices } = require('./scripts/build/notices.js');
const { packages } = require('./scripts/build/packages.js');

/** A task for all packages at once, from a function that does it for the folder of one. */
const forEachPackage = (name, task) =>
	Object.assign(async () => void (await Promise.all(packages.map(task))), { displayName: name });

const clean = forEachPackage('clean', async (folder) => {
	await rm(path.join(folder, 'dist'), { recursive: true, force: true });
});

const typeCheck = forEachPackage('typeCheck', async (folder) => {
	const tsc = require.resolve('typescript/bin/tsc');
	const project = path.join(folder, 'tsconfig.build.json');
	try {
		await promisify(execFile)(process.execPath, [tsc, '-p', project]);
	} catch (error) {
		throw new Error(`Type check by ${project}:\n${error.stdout || error.message}`);
	}
});

const code = forEachPackage('code', async (folder) => {
	const notices = await thirdPartyNotices(folder, await bundle(folder));
	await writeFile(path.join(folder, 'dist', 'THIRD-PARTY-NOTICES.txt'), notices);
});

const assets = forEachPackage('assets', async (folder) => {
	const files = src(['icons/*.svg', 'nodes/**/*.node.json'], { cwd: folder, base: folder });
	await finished(files.pipe(dest(path.join(folder, 'dist'))));
});

exports.clean = clean;
exports.typeCheck = typeCheck;
exports.build = series(clean, parallel(typeCheck, code, assets));
