import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isLeftOut } from '../../../common/util/json';
import { toFormFields, type FormField } from '../methods/formFields';
import { isFileKind } from '../api/workflowInputs';
import { binaryNames } from '../../../common/items/binary';
import { checkInput } from './checkInput';
import { readFormParameter, type FormParameter } from './formParameter';
import { readFormValue } from './formValue';
import type { InputSource } from './inputSource';
import { mapItem } from './mapItem';
import { fieldError } from '../../../common/items/parameters';
import { quoteNames } from '../../../common/util/quoteNames';

const FIELD_NAME = 'Workflow Inputs';

/**
 * The run's `input` from the form.
 *
 * @throws NodeOperationError that names the item and the input, before a run is started.
 */
export async function readForm(
	context: IExecuteFunctions,
	itemIndex: number,
	source: InputSource,
): Promise<IDataObject> {
	const form = readFormParameter(context, itemIndex);
	const fields = form.fields ?? toFormFields(await source.readInputs());
	const values = form.isAutoMap
		? mapItem(
				fields.filter(({ isGone }) => !isGone),
				itemOf(context, itemIndex),
			)
		: pickValues(fields, form, source);
	const given = fields.filter(({ id }) => !isLeftOut(values[id]));
	const missing = fields.filter((field) => field.required && !given.includes(field));
	if (missing.length > 0 && !source.isPartialRun) {
		throw fieldError(context, itemIndex, FIELD_NAME, describeMissing(missing, form));
	}
	// The form that the editor stored may be older than the workflow.
	const names = given.map(({ id }) => id);
	if (form.fields) await checkInput(context, itemIndex, FIELD_NAME, names, source);
	const input: IDataObject = {};
	for (const field of given) {
		const value = await readFormValue(context, itemIndex, field, values[field.id]);
		input[field.id] = value as IDataObject;
	}
	return input;
}

/** The values of the fields; without those that say what the workflow has built in. */
function pickValues(fields: FormField[], form: FormParameter, source: InputSource) {
	const picked = new Map<string, unknown>();
	const stray: string[] = [];
	for (const [id, value] of Object.entries(form.values).filter(([, value]) => !isLeftOut(value))) {
		const field = fields.find((one) => one.id === id);
		if (field === undefined || field.removed || field.isGone) {
			stray.push(field?.displayName ?? id);
		} else if (field.required || value !== field.defaultValue || form.isExpression(id)) {
			picked.set(id, value);
		}
	}
	if (stray.length > 0) {
		source.hint(
			`Not sent, because the workflow has no such input, or it was removed from the form: ${quoteNames(stray)}. Open the node to see its inputs. Items: {count}.`,
		);
	}
	return Object.fromEntries(picked);
}

function itemOf(context: IExecuteFunctions, itemIndex: number) {
	const { json = {} } = context.getInputData()[itemIndex] ?? {};
	return { json, binaryNames: binaryNames(context, itemIndex) };
}

function describeMissing(missing: FormField[], { isAutoMap }: FormParameter): string {
	const names = quoteNames(missing.map(({ displayName }) => displayName));
	if (!isAutoMap) return `needs a value for ${names}, which the workflow requires`;
	const hasFile = missing.some(({ inputKind }) => isFileKind(inputKind));
	const places = hasFile ? 'fields or binary properties' : 'fields';
	return `needs a value for ${names}, which the workflow requires: the item has no ${places} of these names`;
}
