import type { IDataObject } from 'n8n-workflow';

import { isLeftEmpty } from '../../../common/util/json';
import { toFormFields, type FormField } from './formFields';
import { hasReadableNodes, inputsOf, isFileKind } from '../api/workflowInputs';
import { binaryNames } from '../../../common/items/binary';
import { checkInput } from './checkInput';
import { hintAtKind } from './fileKind';
import { readFormParameter, type FormParameter } from './formParameter';
import { readFormValue } from './formValue';
import { hintAtNothing, type InputSource } from './inputSource';
import { mapItem } from './mapItem';
import type { FieldPlace, Item } from '../../../common/items/item';
import { inputFields } from '../fields/inputs';
import { quoteNames } from '../../../common/util/quoteNames';

/**
 * The run's `input` from the form.
 *
 * @throws NodeOperationError that names the item and the input, before a run is started.
 */
export async function readForm(item: Item, source: InputSource): Promise<IDataObject> {
	const place = item.field(inputFields.inputForm.property.displayName);
	const form = readFormParameter(item, place);
	const fields = form.fields ?? (await readFields(place, source));
	const values = form.isAutoMap
		? mapItem(
				fields.filter(({ isGone }) => !isGone),
				{ json: item.data.json, binaryNames: binaryNames(item) },
			)
		: pickValues(fields, form, source);
	// A label may be the name of something that every object has, such as toString.
	const given = fields.filter(({ id }) => Object.hasOwn(values, id) && !isLeftEmpty(values[id]));
	const missing = fields.filter((field) => field.required && !given.includes(field));
	if (missing.length > 0 && !source.isPartialRun) {
		throw place.error(describeMissing(missing, form));
	}
	// The form that the editor stored may be older than the workflow.
	const names = given.map(({ id }) => id);
	if (form.fields) await checkInput(place, names, source);
	hintAtNothing(source, expressionsWithoutValue(fields, form));
	const entries: Array<[string, unknown]> = [];
	for (const field of given) {
		const value = await readFormValue(item, field, values[field.id]);
		hintAtKind(`Input "${field.displayName}"`, field.inputKind, value, source.hint);
		entries.push([field.id, value]);
	}
	return Object.fromEntries(entries) as IDataObject;
}

/** The fields of a form that the editor has not loaded. */
async function readFields(place: FieldPlace, source: InputSource): Promise<FormField[]> {
	const { definition } = await source.workflows.read(source.workflow);
	if (hasReadableNodes(definition)) return toFormFields(inputsOf(definition));
	const problem = "could not be read from the workflow: use 'Using Fields Below' or 'Using JSON'";
	throw place.error(problem);
}

/** The values of the fields; without those that say what the workflow has built in. */
function pickValues(fields: FormField[], form: FormParameter, source: InputSource) {
	const picked = new Map<string, unknown>();
	const stray: string[] = [];
	const byId = new Map(fields.map((field) => [field.id, field]));
	for (const [id, value] of Object.entries(form.values).filter(
		([, value]) => !isLeftEmpty(value),
	)) {
		const field = byId.get(id);
		if (field === undefined || field.removed || field.isGone) {
			stray.push(field?.displayName ?? id);
		} else if (field.required || value !== field.defaultValue || form.isExpression(id)) {
			picked.set(id, value);
		}
	}
	if (stray.length > 0) {
		source.hint(
			`Inputs that were not sent: ${quoteNames(stray)}. The workflow no longer has them, or they were removed from the form. Items: {count}.`,
		);
	}
	return Object.fromEntries(picked);
}

/** The fields, for people, whose expressions returned nothing. */
function expressionsWithoutValue(fields: FormField[], form: FormParameter): string[] {
	if (form.isAutoMap) return [];
	return fields
		.filter(({ id }) => form.isExpression(id) && isLeftEmpty(form.values[id]))
		.map(({ displayName }) => displayName);
}

function describeMissing(missing: FormField[], { isAutoMap }: FormParameter): string {
	const names = quoteNames(missing.map(({ displayName }) => displayName));
	if (!isAutoMap) return `is missing required inputs: ${names}`;
	const hasFile = missing.some(({ inputKind }) => isFileKind(inputKind));
	const places = hasFile ? 'fields or binary fields' : 'fields';
	return `is missing required inputs: ${names}. The item has no ${places} with these names`;
}
