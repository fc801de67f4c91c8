/** What n8n's editor writes into a field that the model of an agent fills in. Pure. */

import { countOf } from '../../../common/util/distinctNames';
import { isFileKind, type InputKind, type WorkflowInput } from '../api/workflowInputs';

/** Which inputs of the form the model of an agent fills in. */
export type ModelInputs = 'required' | 'all' | 'none';

/** By this comment the editor knows its own expressions (n8n-workflow constants.js). */
const MARKER = '/*n8n-auto-generated-fromAI-override*/';

/** The types of `$fromAI` (n8n-workflow from-ai-parse-utils.js); all other kinds are text. */
const TYPES = new Map<InputKind, string>(
	Object.entries({
		number: 'number',
		boolean: 'boolean',
		object: 'json',
		list: 'json',
	} as const) as Array<[InputKind, string]>,
);

/** Names that `$fromAI` refuses (n8n-workflow utils.js, isSafeObjectProperty). */
const REFUSED = /^(__proto__|prototype|constructor|getPrototypeOf|mainModule|binding|_load)$/;

/** The longest key that the editor writes; n8n accepts one more. */
const MAX_KEY_LENGTH = 63;

/**
 * The expressions by which a model fills in these inputs, by the key of the input.
 *
 * @param inputs all inputs of the workflow, so that no two have the same key for the model.
 */
export function modelValues(
	inputs: readonly WorkflowInput[],
	modelInputs: ModelInputs,
): Map<string, string> {
	const names = inputs.map(({ label }) => toName(label));
	const counts = countOf(names);
	const keys = names.map((name, index) =>
		counts.get(name) === 1 && isUsable(name) ? name : numbered(name, index + 1),
	);
	const entries = inputs.map((input, index) => [input, keys[index] ?? ''] as const);
	const chosen = entries.filter(([{ required }]) => modelInputs === 'all' || required);
	return new Map(
		modelInputs === 'none' ? [] : chosen.map(([input, key]) => [input.key, toCall(input, key)]),
	);
}

/** As the editor makes it of the name of a field (n8n-editor-ui, makeOverrideValue). */
function toName(label: string): string {
	return label.slice(0, MAX_KEY_LENGTH).replace(/[^a-zA-Z0-9-]/g, '_');
}

/** A name of signs alone would say nothing to the model. */
const isUsable = (name: string) => /[a-zA-Z0-9]/.test(name) && !REFUSED.test(name);

function numbered(name: string, number: number): string {
	const base = isUsable(name) ? name : 'input';
	const suffix = `_${number}`;
	return base.slice(0, MAX_KEY_LENGTH - suffix.length) + suffix;
}

function toCall(input: WorkflowInput, key: string): string {
	const { required, kind, defaultValue } = input;
	const type = TYPES.get(kind) ?? 'string';
	const builtIn = required ? undefined : builtInOf(type, defaultValue);
	const texts = [key, describe(input, builtIn === "''"), type].map((text) => `'${text}'`);
	const parameters = builtIn === undefined ? texts : [...texts, builtIn];
	return `={{ ${MARKER} $fromAI(${parameters.join(', ')}) }}`;
}

/** What stands for an input that the model leaves out; n8n has nothing that stands for JSON. */
function builtInOf(type: string, value: WorkflowInput['defaultValue']): string | undefined {
	if (type === 'string') return "''";
	return typeof value === 'string' ? undefined : value?.toString();
}

/** What the model reads about the input: what it is, and how to write it. */
function describe(input: WorkflowInput, isEmptyAllowed: boolean): string {
	const { label, description, kind, isList } = input;
	const parts = [
		description ?? `Input “${label}” of the Noxus workflow`,
		formatOf(kind, isList),
		isEmptyAllowed ? 'Leave it empty to use the value that is set in the workflow' : undefined,
	];
	return parts
		.filter((part) => part !== undefined)
		.map(toHarmless)
		.join('. ');
}

function formatOf(kind: InputKind, isList: boolean): string | undefined {
	if (isFileKind(kind)) {
		return isList ? 'The https URLs of files, separated by commas' : 'The https URL of a file';
	}
	if (kind === 'dateTime') return 'A date and time in ISO 8601, e.g. 2026-01-31T09:00:00Z';
	if (kind === 'list') return 'A JSON list';
	return kind === 'object' ? 'A JSON object' : undefined;
}

const MAX_PART_LENGTH = 300;

/**
 * A text that can only be the text in an expression: people at Noxus write labels, and n8n runs the
 * expression. The editor later puts it between backticks, so nothing may begin a placeholder, either.
 */
function toHarmless(text: string): string {
	return text
		.slice(0, MAX_PART_LENGTH)
		.replace(/['"`]/g, '’')
		.replace(/[\\{}$\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
		.replace(/ {2,}/g, ' ')
		.replace(/[ .]+$/, '');
}
