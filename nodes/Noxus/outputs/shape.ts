/** Gives the output of a run the shape that the user wants. Pure. */

import { asObject } from '../../../common/util/json';
import { readFileOutput, readFileRef, readPreviewFileId } from '../api/fileRef';
import type { WorkflowOutput } from '../api/workflowOutputs';
import { isUuid } from '../../../common/util/uuid';
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

/**
 * A single output by itself, several under their labels; texts as plain text. How many outputs there
 * are, the workflow says (`isSingle`) or, if that is not known, the run. A run without any output of
 * a workflow with one is null.
 */
export function simplify(output: unknown, fullTexts: FullTexts, isSingle?: boolean): unknown {
	const fields = asObject(output);
	if (fields === undefined || isValue(fields)) return simplifyValue(output, fullTexts);
	const values = Object.values(fields);
	if (isSingle === true && values.length === 0) return null;
	return values.length === 1 && isSingle !== false
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

/**
 * The outputs with these labels, and the names that are none; undefined if there are no labels. An
 * output node without a label is known by its ID. Under which key Noxus returns its value is not
 * documented: that may be the ID, the name of the node, or a default label.
 *
 * @param defined the outputs of the workflow, if they are known.
 */
export function selectOutputs(
	output: unknown,
	names: string[],
	defined: WorkflowOutput[] = [],
): { selected: Record<string, unknown>; missing: string[]; labels: string[] } | undefined {
	const fields = asObject(output);
	if (fields === undefined || isValue(fields)) return undefined;
	const labels = Object.keys(fields);
	const keyed = names.map((name) => ({ name, key: findKey(labels, name, names, defined) }));
	const found = keyed.flatMap(({ key }) =>
		key === undefined ? [] : [[key, fields[key]] as const],
	);
	const missing = keyed.filter(({ key }) => key === undefined).map(({ name }) => name);
	return { selected: Object.fromEntries(found), missing, labels };
}

function findKey(
	labels: string[],
	name: string,
	names: string[],
	defined: WorkflowOutput[],
): string | undefined {
	if (labels.includes(name)) return name;
	const output = defined.find(({ key }) => key === name);
	if (output !== undefined && labels.includes(output.label)) return output.label;
	if (output === undefined && !isUuid(name)) return undefined;
	// The only output without a label has the only key that is no other's.
	const isUnlabelled = ({ key, label }: WorkflowOutput) => key !== label;
	if (defined.filter(isUnlabelled).length > 1) return undefined;
	const known = [...names, ...defined.map(({ key }) => key)];
	const rest = labels.filter((label) => !known.includes(label));
	return rest.length === 1 ? rest[0] : undefined;
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
