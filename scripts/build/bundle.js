const { mkdir, writeFile } = require('node:fs/promises');
const path = require('node:path');

const esbuild = require('esbuild');

/**
 * Smaller by a third than plain code. Names stay as they are and lines are short, so that a stack
 * trace names functions and its positions can be found.
 */
const OUTPUT = { target: 'node20', minifySyntax: true, minifyWhitespace: true, lineLimit: 200 };

/**
 * Bundles the nodes and credentials of a package into its `dist`, each into the file that its
 * package.json names, and what several of them share into `dist/shared`. Everything is in there but
 * n8n-workflow, which n8n provides: the package needs no dependencies.
 *
 * @param {string} folder the folder of the package
 * @returns {Promise<import('esbuild').Metafile>} what esbuild put where
 */
async function bundle(folder) {
	const { n8n } = require(path.resolve(folder, 'package.json'));
	const { outputFiles, metafile } = await esbuild.build({
		absWorkingDir: path.resolve(folder),
		entryPoints: [...n8n.nodes, ...n8n.credentials].map((file) =>
			path.relative('dist', file).replace(/\.js$/, '.ts'),
		),
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		// esbuild splits ES modules only; n8n loads CommonJS.
		splitting: true,
		format: 'esm',
		chunkNames: 'shared/[name]-[hash]',
		platform: 'node',
		external: ['n8n-workflow'],
		legalComments: 'none',
		logLevel: 'warning',
		metafile: true,
		write: false,
		...OUTPUT,
	});
	await Promise.all(outputFiles.map(writeAsCommonJs));
	return metafile;
}

async function writeAsCommonJs({ path: file, text }) {
	const { code } = await esbuild.transform(text, { format: 'cjs', platform: 'node', ...OUTPUT });
	await mkdir(path.dirname(file), { recursive: true });
	await writeFile(file, code);
}

module.exports = { bundle };
