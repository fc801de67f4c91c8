/** The form of a workflow as n8n's resource mapper shows it. Pure. */

import type { ResourceMapperField } from 'n8n-workflow';

import { countOf, toLiteral } from '../../../common/util/distinctNames';
import { isFileKind, type InputKind, type WorkflowInput } from '../api/workflowInputs';
import { modelValues, type ModelInputs } from './modelValue';

/** A field of the form. n8n keeps what is ours in it, so the node knows the input when it runs. */
export interface FormField extends ResourceMapperField {
	inputKind: InputKind;
	isList: boolean;
	/** By which automatic mapping finds a value; the key where two inputs share a label. */
	inputLabel: string;
	/** Whether any field of the form takes a file: the notice on files depends on the first field. */
	formHasFiles?: boolean;
	/** The workflow has this input no more; the field shows what was filled in for it. */
	isGone?: true;
}

/** File kinds are text to n8n, the only type under which it lets objects and lists pass. */
const FIELD_TYPES: Record<InputKind, NonNullable<ResourceMapperField['type']>> = {
	text: 'string',
	number: 'number',
	boolean: 'boolean',
	dateTime: 'dateTime',
	object: 'object',
	list: 'array',
	file: 'string',
	image: 'string',
	audio: 'string',
};

/**
 * One field for each input, in the order of the definition.
 *
 * @param modelInputs which of them the editor fills in for the model of an agent.
 */
export function toFormFields(
	inputs: WorkflowInput[],
	modelInputs: ModelInputs = 'none',
): FormField[] {
	const byModel = modelValues(inputs, modelInputs);
	const labels = countOf(inputs.map(({ label }) => label));
	const isShared = ({ label }: WorkflowInput) => labels.get(label) !== 1;
	const parts = countOf(inputs.map(shortKey));
	const formHasFiles = inputs.some(({ kind }) => isFileKind(kind));
	return inputs.map((input) => ({
		formHasFiles,
		id: input.key,
		displayName: toLiteral(displayNameOf(input, isShared(input) ? distinctPart(input, parts) : '')),
		inputLabel: isShared(input) ? input.key : input.label,
		required: input.required,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
		type: FIELD_TYPES[input.kind],
		removed: !byModel.has(input.key) && isSwitchWithUnknownDefault(input),
		readOnly: false,
		...firstValue(input, byModel.get(input.key)),
		inputKind: input.kind,
		isList: input.isList,
	}));
}

/** What the editor fills in when it loads the form. */
function firstValue(
	{ defaultValue }: WorkflowInput,
	byModel: string | undefined,
): Pick<FormField, 'defaultValue'> {
	if (byModel !== undefined) return { defaultValue: byModel };
	return isShownDefault(defaultValue) ? { defaultValue } : {};
}

/** n8n runs what begins with "=" as an expression; nobody at Noxus is to write those. */
function isShownDefault(value: WorkflowInput['defaultValue']): boolean {
	return value !== undefined && !String(value).startsWith('=');
}

const firstPart = (id: string) => id.split('-', 1)[0] ?? id;
const shortKey = ({ label, nodeId }: WorkflowInput) => JSON.stringify([label, firstPart(nodeId)]);

/** The beginning of the node ID, or all of it if another input of the label begins in the same way. */
function distinctPart(input: WorkflowInput, parts: ReturnType<typeof countOf>): string {
	return parts.get(shortKey(input)) === 1 ? firstPart(input.nodeId) : input.nodeId;
}

/** The label; of inputs that share it, with a part of the node ID. Says what takes a file. */
function displayNameOf(input: WorkflowInput, idPart: string): string {
	const { label, kind, isList } = input;
	const name = idPart === '' ? label : `${label} [${idPart}]`;
	if (!isFileKind(kind)) return name;
	// Short, because n8n's panel cuts names of more than about 30 characters.
	return isList ? `${name} (list of ${kind})` : `${name} (${kind})`;
}

/** n8n would fill such a switch in as false, and that would be sent in place of the built-in value. */
function isSwitchWithUnknownDefault({ kind, required, defaultValue }: WorkflowInput): boolean {
	return kind === 'boolean' && !required && defaultValue === undefined;
}
