/** Gives the output of a run the shape that the user wants. Pure. */

import { asObject } from '../../../common/util/json';
import { readFileOutput, readFileRef, readPreviewFileId } from '../api/fileRef';
import { replacePreviews } from './findFiles';

/** The full texts that were fetched, by the objects of the output that stand for them. */
export type FullTexts = ReadonlyMap<object, string>;

/** The output unchanged, but for full texts that were asked for. */
export function keepRaw(output: unknown, fullTexts: FullTexts): unknown {
	return replacePreviews(output, fullTexts, (preview, text) => {
		// Noxus sends has_preview with truncated texts only.
		const whole: Record<string, unknown> = { ...preview, text };
		delete whole.has_preview;
		return whole;
	});
}

/** A single output by itself, several under their labels; texts as plain text. */
export function simplify(output: unknown, fullTexts: FullTexts): unknown {
	const fields = asObject(output);
	if (fields === undefined || isValue(fields)) return simplifyValue(output, fullTexts);
	const values = Object.values(fields);
	return values.length === 1
		? simplifyValue(values[0], fullTexts)
		: simplifyEach(fields, fullTexts);
}

/** Each output under its label, with texts as plain text. */
export function simplifyEach(
	outputs: Record<string, unknown>,
	fullTexts: FullTexts,
): Record<string, unknown> {
	const entries = Object.entries(outputs);
	return Object.fromEntries(
		entries.map(([label, value]) => [label, simplifyValue(value, fullTexts)]),
	);
}

/** The outputs with these labels, and the names that are none; undefined where there are no labels. */
export function selectOutputs(
	output: unknown,
	names: string[],
): { selected: Record<string, unknown>; missing: string[]; labels: string[] } | undefined {
	const fields = asObject(output);
	if (fields === undefined || isValue(fields)) return undefined;
	const isThere = (name: string) => Object.hasOwn(fields, name);
	return {
		selected: Object.fromEntries(names.filter(isThere).map((name) => [name, fields[name]])),
		missing: names.filter((name) => !isThere(name)),
		labels: Object.keys(fields),
	};
}

/** Whether the object is the value of an output, and not outputs under their labels. */
function isValue(fields: Record<string, unknown>): boolean {
	return (
		readPreviewFileId(fields) !== undefined ||
		readFileOutput(fields) !== undefined ||
		readFileRef(fields) !== undefined
	);
}

function simplifyValue(value: unknown, fullTexts: FullTexts): unknown {
	const fields = asObject(value);
	const isText = typeof fields?.text === 'string' && Object.keys(fields).length === 1;
	return isText ? fields.text : replacePreviews(value, fullTexts, (_preview, text) => text);
}
