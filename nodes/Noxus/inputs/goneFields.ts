/** Values in a form whose inputs are gone from the workflow. Pure. */

import { asObject, isLeftEmpty } from '../../../common/util/json';
import type { FormField } from './formFields';

/**
 * Fields for what somebody had filled in for inputs that the workflow has no more. n8n would drop
 * such values without a word when it loads the form again (n8n-editor-ui ResourceMapper); for
 * another workflow or version it empties the form first.
 *
 * @param form the parameter `inputForm` as it is in the node now.
 */
export function goneFields(fields: FormField[], form: unknown): FormField[] {
	const { value, schema } = asObject(form) ?? {};
	const before = (Array.isArray(schema) ? schema : []) as Array<Partial<FormField>>;
	return Object.entries(asObject(value) ?? {})
		.filter(([, filledIn]) => !isLeftEmpty(filledIn))
		.filter(([id]) => !fields.some((field) => field.id === id))
		.map(([id]) => toGoneField(id, before.find((field) => field.id === id) ?? {}));
}

function toGoneField(id: string, before: Partial<FormField>): FormField {
	const name = before.displayName ?? id;
	return {
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		readOnly: false,
		type: 'string',
		inputKind: 'text',
		isList: false,
		inputLabel: id,
		...before,
		id,
		displayName: before.isGone === true ? name : `${name} (gone)`,
		required: false,
		removed: false,
		isGone: true,
	};
}
