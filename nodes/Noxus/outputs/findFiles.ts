/** Finds in an output what is to be fetched. Pure. */

import { asObject } from '../../../common/util/json';
import {
	readFileOutput,
	readFileRef,
	readGivenFile,
	readPreviewFileId,
	type FileRef,
} from '../api/fileRef';

/** Long text of which the output holds the beginning (cookbook "Workflows": over 16,000 characters). */
export interface FoundPreview {
	/** The object that stands for the text in the output. */
	value: object;
	fileId: string;
}

export interface FoundFile {
	ref: FileRef;
	/** For the binary property: from the labels and places that lead to the file. */
	name: string;
}

/** All previews and files of an output, at any depth. The full text of a preview is no file. */
export function findFiles(output: unknown): { previews: FoundPreview[]; files: FoundFile[] } {
	const previews: FoundPreview[] = [];
	const files: Array<{ ref: FileRef; path: string[] }> = [];
	const walk = (value: unknown, path: string[]): void => {
		if (typeof value !== 'object' || value === null) return;
		const fileId = readPreviewFileId(value);
		const isFile = path.at(-1) === 'file';
		const ref = (isFile ? readGivenFile(value) : readFileRef(value)) ?? readFileOutput(value);
		if (fileId !== undefined) previews.push({ value, fileId });
		else if (ref !== undefined) files.push({ ref, path });
		else for (const [key, member] of Object.entries(value)) walk(member, [...path, key]);
	};
	walk(output, []);
	const names = uniqueNames(files.map(({ path }) => toPropertyName(path)));
	return { previews, files: files.map(({ ref }, i) => ({ ref, name: names[i] ?? 'file' })) };
}

/** The output with each preview that has its full text replaced by what `replace` makes of it. */
export function replacePreviews(
	output: unknown,
	fullTexts: ReadonlyMap<object, string>,
	replace: (preview: Record<string, unknown>, fullText: string) => unknown,
): unknown {
	const walk = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(walk);
		const fields = asObject(value);
		if (fields === undefined) return value;
		const fullText = fullTexts.get(fields);
		if (fullText !== undefined) return replace(fields, fullText);
		return Object.fromEntries(Object.entries(fields).map(([key, member]) => [key, walk(member)]));
	};
	return fullTexts.size === 0 ? output : walk(output);
}

/** Letters, digits and underscores, so that `$binary.name` works in an expression. */
function toPropertyName(path: string[]): string {
	const parts = path.map((part) =>
		part.replace(/[^\p{L}\p{M}\p{N}]+/gu, '_').replace(/^_+|_+$/g, ''),
	);
	const name = parts.filter((part) => part !== '').join('_');
	if (name === '') return 'file';
	return /^\p{N}/u.test(name) ? `file_${name}` : name;
}

/** The second of a name becomes `name_2`, or the next number that is free. */
function uniqueNames(names: string[]): string[] {
	const taken = new Set<string>();
	return names.map((name) => {
		let unique = name;
		for (let count = 2; taken.has(unique); count++) unique = `${name}_${count}`;
		taken.add(unique);
		return unique;
	});
}
