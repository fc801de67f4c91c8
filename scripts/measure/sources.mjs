/** Counts in the published sources of a checkout. */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import tseslint from 'typescript-eslint';

const PUBLISHED = '{nodes,common,credentials,noukai/nodes,noukai/credentials}/**/*.ts';
const DENSEST = 10;

async function filesIn(root) {
	const files = await Array.fromAsync(glob(PUBLISHED, { cwd: root }));
	return files.sort().map((file) => path.join(root, file));
}

/** Type assertions, those to `const` left out: they only make a type narrower. */
function countCasts(file, text) {
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
	let count = 0;
	const visit = (node) => {
		if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) count++;
		ts.forEachChild(node, visit);
	};
	visit(source);
	return count;
}

/** The functions with the highest cyclomatic complexity, as eslint counts it. */
async function densestFunctions(root, files) {
	const eslint = new ESLint({
		cwd: root,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: [
			{
				files: ['**/*.ts'],
				languageOptions: { parser: tseslint.parser },
				rules: { complexity: ['warn', 0] },
			},
		],
	});
	const results = await eslint.lintFiles(files);
	return results
		.flatMap(({ filePath, messages }) =>
			messages.map(({ message, line }) => {
				const [, name, complexity] = /^(.*) has a complexity of (\d+)/.exec(message);
				const place = `${path.relative(root, filePath)}:${line}`;
				return { complexity: Number(complexity), name, place };
			}),
		)
		.sort((a, b) => b.complexity - a.complexity)
		.slice(0, DENSEST);
}

/** Source files, type assertions, contexts made by Object.create, and the densest functions. */
export async function measureSources(root) {
	const files = await filesIn(root);
	const texts = files.map((file) => [file, readFileSync(file, 'utf8')]);
	const sum = (count) => texts.reduce((total, [file, text]) => total + count(file, text), 0);
	return {
		files: files.length,
		lines: sum((_file, text) => text.split('\n').length),
		casts: sum(countCasts),
		objectCreate: sum((_file, text) => text.match(/\bObject\.create\(/g)?.length ?? 0),
		densest: await densestFunctions(root, files),
	};
}
