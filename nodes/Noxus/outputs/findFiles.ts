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

/** What was found in an output. */
export interface Found {
	previews: FoundPreview[];
	files: FoundFile[];
	/** The output is so large that the rest of it was not searched. */
	isIncomplete?: true;
}

/** A search of so many values lasts up to 50 ms, in which n8n does nothing else. */
export const MAX_SEARCHED_VALUES = 50_000;

/** The place of a value, from the inside out. */
interface Place {
	key: string;
	outer: Place | undefined;
}

/** All previews and files of an output, at any depth. The full text of a preview is no file. */
export function findFiles(output: unknown): Found {
	const previews: FoundPreview[] = [];
	const files: Array<{ ref: FileRef; place: Place | undefined }> = [];
	let searched = 0;
	const walk = (value: unknown, place: Place | undefined): void => {
		if (typeof value !== 'object' || value === null || searched > MAX_SEARCHED_VALUES) return;
		const fileId = readPreviewFileId(value);
		const isFile = place?.key === 'file';
		const ref = (isFile ? readGivenFile(value) : readFileRef(value)) ?? readFileOutput(value);
		if (fileId !== undefined) previews.push({ value, fileId });
		else if (ref !== undefined) files.push({ ref, place });
		else {
			for (const [key, member] of membersOf(value)) {
				if (++searched > MAX_SEARCHED_VALUES) break;
				walk(member, { key, outer: place });
			}
		}
	};
	walk(output, undefined);
	const names = uniqueNames(files.map(({ place }) => toPropertyName(pathTo(place))));
	return {
		previews,
		files: files.map(({ ref }, i) => ({ ref, name: names[i] ?? 'file' })),
		...(searched > MAX_SEARCHED_VALUES && { isIncomplete: true }),
	};
}

/** The members of a list or object; a long list is not copied. */
function* membersOf(value: object): Generator<[string, unknown]> {
	if (!Array.isArray(value)) {
		for (const key of Object.keys(value)) yield [key, (value as Record<string, unknown>)[key]];
		return;
	}
	for (let i = 0; i < value.length; i++) yield [String(i), value[i]];
}

function pathTo(place: Place | undefined): string[] {
	const path: string[] = [];
	for (let at = place; at !== undefined; at = at.outer) path.push(at.key);
	return path.reverse();
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

/** Longer names of binary properties are of no use in an expression. */
const MAX_NAME_CHARS = 200;

/** Letters, digits and underscores, so that `$binary.name` works in an expression. */
function toPropertyName(path: string[]): string {
	const parts = path.map((part) =>
		part
			.slice(0, MAX_NAME_CHARS)
			.replace(/[^\p{L}\p{M}\p{N}]+/gu, '_')
			.replace(/^_|_$/g, ''),
	);
	const name = parts.filter((part) => part !== '').join('_');
	const short = name.slice(0, MAX_NAME_CHARS).replace(/_$/, '');
	if (short === '') return 'file';
	return /^\p{N}/u.test(short) ? `file_${short}` : short;
}

/** The second of a name becomes `name_2`, or the next number that is free. */
function uniqueNames(names: string[]): string[] {
	const taken = new Set<string>();
	const lastCounts = new Map<string, number>();
	return names.map((name) => {
		let count = lastCounts.get(name) ?? 1;
		let unique = name;
		while (taken.has(unique)) unique = `${name}_${++count}`;
		lastCounts.set(name, count);
		taken.add(unique);
		return unique;
	});
}
