/**
 * Parameters are typed by their descriptions: a change of a description alone does not compile. The
 * compiler checks a program of the real sources, of which one text is changed in memory.
 */
import { join } from 'node:path';

import ts from 'typescript';

const ROOT = join(__dirname, '../..');
const DESCRIPTION = join(ROOT, 'common/items/waitFields.ts');
const READER = join(ROOT, 'nodes/Noxus/wait/waitLimit.ts');

// The compiler reads some hundred files, for which a busy machine needs its time.
jest.setTimeout(120_000);

const options = readOptions();
const parsed = new Map<string, ts.SourceFile | undefined>();

function readOptions(): ts.CompilerOptions {
	const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
	const { compilerOptions } = config as { compilerOptions: object };
	const read = ts.convertCompilerOptionsFromJson(compilerOptions, ROOT).options;
	// A constant that only the changed description used is not what is tested.
	return { ...read, noUnusedLocals: false, types: ['node'], lib: ['lib.es2022.d.ts'] };
}

/** Reads the sources from the disk, once for all programs, but for the description. */
function hostWith(description: string): ts.CompilerHost {
	const host = ts.createCompilerHost(options);
	const read = (fileName: string) => {
		if (!parsed.has(fileName))
			parsed.set(fileName, host.getSourceFile(fileName, ts.ScriptTarget.ES2022));
		return parsed.get(fileName);
	};
	return {
		...host,
		getSourceFile: (fileName) =>
			fileName === DESCRIPTION
				? ts.createSourceFile(fileName, description, ts.ScriptTarget.ES2022)
				: read(fileName),
		// What the types of n8n import in turn says nothing of ours, and takes most of the time.
		resolveModuleNameLiterals: (names, containingFile) =>
			names.map(({ text: name }) => {
				const isOfOthers = /node_modules/.test(containingFile) && !/^(\.|node:)/.test(name);
				if (isOfOthers) return { resolvedModule: undefined };
				return ts.resolveModuleName(name, containingFile, options, host);
			}),
	};
}

/** The errors in the description and in what reads it, after a change of the description. */
function errorsAfter(change: (text: string) => string): string[] {
	const text = ts.sys.readFile(DESCRIPTION) ?? '';
	const host = hostWith(change(text));
	const program = ts.createProgram({ rootNames: [READER], options, host });
	const files = program
		.getSourceFiles()
		.filter(({ fileName }) => [DESCRIPTION, READER].includes(fileName));
	expect(files).toHaveLength(2);
	return files
		.flatMap((file) => program.getSemanticDiagnostics(file))
		.map(({ file, messageText }) => {
			const place = file?.fileName === READER ? 'reader' : 'description';
			return `${place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
		});
}

const NUMBER =
	/maxWaitMinutes: numberField\(\{\n(.*\n)\t\tdefault: 60,\n\t\tmin: 0,\n\t\tmax: .*\n/;

it('finds no error in the sources as they are', () => {
	expect(errorsAfter((text) => text)).toEqual([]);
});

it.each<[string, (text: string) => string, RegExp]>([
	[
		'is renamed',
		(text) => text.replace('maxWaitMinutes:', 'waitAtMostMinutes:'),
		/^reader: Type '"maxWaitMinutes"' does not satisfy the constraint/,
	],
	[
		'becomes text',
		(text) =>
			text
				.replace(NUMBER, "maxWaitMinutes: textField({\n$1\t\tdefault: '60',\n")
				.replace('numberField }', 'numberField, textField }'),
		/^reader: The left-hand side of an arithmetic operation must be of type/,
	],
])(
	'finds an error in the reader of a parameter that %s in its description',
	(_how, change, error) => {
		expect(errorsAfter(change)).toContainEqual(expect.stringMatching(error));
	},
);
