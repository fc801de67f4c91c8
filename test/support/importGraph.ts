import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** The source files in these folders of the repository. Folders that are not there hold none. */
export function sourcesIn(root: string, folders: readonly string[]): string[] {
	return folders
		.filter((folder) => existsSync(path.join(root, folder)))
		.flatMap((folder) =>
			readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
				.map((file) => path.join(folder, file))
				.filter((file) => file.endsWith('.ts') && !/(^|\/)(node_modules|dist)\//.test(file)),
		)
		.sort();
}

/** What each file imports: files as paths from the root, packages by name. Imports of types count. */
export function importsOf(root: string, files: readonly string[]): Map<string, string[]> {
	return new Map(files.map((file) => [file, readImports(root, file)]));
}

function readImports(root: string, file: string): string[] {
	const text = readFileSync(path.join(root, file), 'utf8');
	const { importedFiles } = ts.preProcessFile(text, true, true);
	return importedFiles.map(({ fileName }) => resolveImport(root, file, fileName));
}

function resolveImport(root: string, from: string, name: string): string {
	if (!name.startsWith('.')) return name;
	const target = path.join(path.dirname(from), name);
	const candidates = [target, `${target}.ts`, path.join(target, 'index.ts')];
	const isFile = (file: string) =>
		statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile() ?? false;
	const found = candidates.find(isFile);
	if (found === undefined) throw new Error(`${from} imports ${name}, which is not there`);
	return found;
}

/** Circles of imports, each once, as the files on the way back to the first one. */
export function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
	const circles: string[][] = [];
	const done = new Set<string>();
	const visit = (file: string, way: readonly string[]): void => {
		const start = way.indexOf(file);
		if (start >= 0) circles.push([...way.slice(start), file]);
		if (start >= 0 || done.has(file)) return;
		for (const next of imports.get(file) ?? []) visit(next, [...way, file]);
		done.add(file);
	};
	for (const file of imports.keys()) visit(file, []);
	return circles;
}

/** The names that stand in the code of a file, not those in its comments and strings. */
export function namesIn(root: string, file: string): Set<string> {
	const text = readFileSync(path.join(root, file), 'utf8');
	const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
	const names = new Set<string>();
	const visit = (node: ts.Node): void => {
		if (ts.isIdentifier(node)) names.add(node.text);
		ts.forEachChild(node, visit);
	};
	visit(source);
	return names;
}
