/** Which source files one item, or one callback, passes through: the nodes are built so that each
 * function reports its file when it is entered, and run by the helpers of the engine tests. */
import { readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import ts from 'typescript';

const OWN_ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = path.join(OWN_ROOT, '.cache', 'measure');
const MOST = 10;
const require = createRequire(import.meta.url);

/** The files of the functions that were entered since the trace began, in order. */
let entered = [];
globalThis.reportEntry = (file) => entered.push(file);

/** The source with a report at the beginning of each function that has a body. */
function withReports(file, text) {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
	const report = `globalThis.reportEntry(${JSON.stringify(file)})`;
	const inserts = [];
	const visit = (node) => {
		if (ts.isFunctionLike(node) && node.body !== undefined) {
			if (ts.isBlock(node.body)) inserts.push([node.body.getStart() + 1, `${report};`]);
			else inserts.push([node.body.getStart(), `(${report},`], [node.body.end, ')']);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	// From the end, so that the positions before stay right.
	return inserts
		.map(([at, added], order) => ({ at, added, order }))
		.sort((a, b) => b.at - a.at || b.order - a.order)
		.reduce((done, { at, added }) => done.slice(0, at) + added + done.slice(at), text);
}

const reporting = (root) => ({
	name: 'reporting',
	setup: (build) =>
		build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
			contents: withReports(path.relative(root, file), readFileSync(file, 'utf8')),
			loader: 'ts',
		})),
});

/** Builds the nodes of the checkout at `root`; returns the built files by the name of their class. */
async function buildNodes(root) {
	await rm(BUILT, { recursive: true, force: true });
	await mkdir(BUILT, { recursive: true });
	const { n8n } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
	const sources = n8n.nodes.map((file) => path.relative('dist', file).replace(/\.js$/, '.ts'));
	await esbuild.build({
		absWorkingDir: root,
		entryPoints: sources,
		entryNames: '[name]',
		outdir: BUILT,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow'],
		plugins: [reporting(root)],
	});
	return sources.map((file) => path.basename(file, '.ts'));
}

/** The engine tests load nodes from the `dist` of this checkout: they get the ones built here. */
function putInPlace(names) {
	const { n8n } = require(path.join(OWN_ROOT, 'package.json'));
	for (const name of names) {
		const place = n8n.nodes.find((file) => path.basename(file) === `${name}.js`);
		const built = path.join(BUILT, `${name}.js`);
		require(built);
		require.cache[require.resolve(path.join(OWN_ROOT, place))] = require.cache[built];
	}
}

/** Stands in for jest: collects the hooks that the helpers register. */
function collectHooks() {
	const hooks = { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
	for (const name of Object.keys(hooks)) globalThis[name] = (hook) => hooks[name].push(hook);
	globalThis.expect = { stringMatching: () => '' };
	return async (name) => {
		for (const hook of hooks[name]) await hook();
	};
}

/** The files that were entered most often, with how often. */
function mostEntered() {
	const counts = new Map();
	for (const file of entered) counts.set(file, (counts.get(file) ?? 0) + 1);
	return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a).slice(0, MOST));
}

async function trace(work) {
	entered = [];
	await work();
	const moves = entered.filter((file, i) => i > 0 && file !== entered[i - 1]).length;
	return { files: new Set(entered).size, moves, calls: entered.length, most: mostEntered() };
}

const support = async (name) =>
	await import(pathToFileURL(path.join(OWN_ROOT, 'test/engine/support', `${name}.ts`)).href);

/** The ways of one item through Create and Wait, and of one callback that the API confirms. */
export async function measureWays(root) {
	const run = collectHooks();
	putInPlace(await buildNodes(path.resolve(root)));
	const { useSimulator } = await support('simulator');
	const { finishedRun } = await support('callbacks');
	const { OpenTrigger } = await support('trigger');
	const { runNode } = await support('engine');
	const { jsonInput, runParameters } = await support('parameters');
	const { WORKFLOWS } = await import(
		pathToFileURL(path.join(OWN_ROOT, 'simulator/noxus/index.ts')).href
	);
	const used = useSimulator();
	await run('beforeAll');
	await run('beforeEach');
	const item = await trace(async () => {
		const { error } = await runNode({
			credentials: used.credentials,
			parameters: runParameters('createAndWait', WORKFLOWS.echo, {
				...jsonInput({ Text: 'hi' }),
				outputMode: 'simplified',
			}),
		});
		if (error !== undefined) throw new Error(error.message);
	});
	const { callback } = await finishedRun(used);
	const ofCallback = await trace(async () => {
		const trigger = new OpenTrigger(used.credentials);
		const delivery = await trigger.post(callback);
		if (delivery.statusCode !== 200) throw new Error(`The callback got ${delivery.statusCode}`);
		await trigger.run(delivery);
	});
	await run('afterAll');
	return { item, callback: ofCallback };
}
