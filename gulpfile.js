/** Builds `dist`, all that is published: `gulp build`, or one of its steps by name. */
const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const path = require('node:path');
const { promisify } = require('node:util');

const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const { n8n } = require('./package.json');

const clean = () => rm('dist', { recursive: true, force: true });

async function typeCheck() {
	try {
		await promisify(execFile)(process.execPath, [
			require.resolve('typescript/bin/tsc'),
			'-p',
			'tsconfig.build.json',
		]);
	} catch (error) {
		throw new Error(`Type check:\n${error.stdout || error.message}`);
	}
}

/**
 * One file per node and credential, with everything in it but n8n-workflow, which n8n provides.
 * So the package needs no dependencies (eventsource-parser is bundled).
 */
const bundle = () =>
	esbuild.build({
		entryPoints: [...n8n.nodes, ...n8n.credentials].map((file) =>
			path.relative('dist', file).replace(/\.js$/, '.ts'),
		),
		outdir: 'dist',
		outbase: '.',
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow'],
		logLevel: 'warning',
	});

const assets = () => src(['icons/*.svg', 'nodes/**/*.node.json'], { base: '.' }).pipe(dest('dist'));

exports.clean = clean;
exports.typeCheck = typeCheck;
exports.build = series(clean, parallel(typeCheck, bundle, assets));
