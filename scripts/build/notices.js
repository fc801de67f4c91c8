const { readdir, readFile } = require('node:fs/promises');
const path = require('node:path');

/** A file in node_modules: the folder of its package, the innermost where they are nested. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/** The folders of the packages of which something is in the output, in alphabetical order. */
function bundledPackages({ outputs }) {
	const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
	const folders = inputs
		.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
		.map(([file]) => PACKAGE_FOLDER.exec(file)?.[0])
		.filter((folder) => folder !== undefined);
	return [...new Set(folders)].sort();
}

async function noticeOf(folder) {
	const { name, version } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
	const licence = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
	if (licence === undefined) throw new Error(`${name} is bundled, but holds no licence file`);
	const text = await readFile(path.join(folder, licence), 'utf8');
	return `${name} ${version}\n\n${text.trim()}\n`;
}

/**
 * The licences of the packages that are bundled, as their authors ask to have them passed on.
 *
 * @param {string} folder the folder of our package
 * @param {import('esbuild').Metafile} metafile what esbuild put where, with paths from that folder
 * @returns {Promise<string>} the text for a file
 * @throws where a package holds no licence file
 */
async function thirdPartyNotices(folder, metafile) {
	const folders = bundledPackages(metafile).map((file) => path.resolve(folder, file));
	const notices = await Promise.all(folders.map(noticeOf));
	const head = 'The code in this folder contains parts of the following packages.\n';
	return [head, ...notices].join(`\n${'-'.repeat(80)}\n\n`);
}

module.exports = { thirdPartyNotices };
