import { isExpression } from 'n8n-workflow';

import type { FieldPlace, Item } from '../../../common/items/item';
import { preview } from '../../../common/items/values';
import type { inputFields } from '../fields/inputs';

import { asObject, isLeftEmpty } from '../../../common/util/json';
import type { FormField } from './formFields';

const NAME = 'inputForm' satisfies keyof typeof inputFields;

/** The parameter `inputForm`, as n8n's resource mapper keeps it. */
export interface FormParameter {
	isAutoMap: boolean;
	/** Of the fields, by their ids; not used with automatic mapping. */
	values: Record<string, unknown>;
	/** Whether an expression gave the value of a field: then it is meant, whatever it is. */
	isExpression(id: string): boolean;
	/** The fields as the editor loaded them; undefined where it did not. */
	fields: FormField[] | undefined;
}

/**
 * The form of an item. Only its values are the user's: labels come from Noxus, and n8n would run one
 * that begins with "=" as an expression. n8n's own checks of the values are left out, because their
 * errors name no item and no way out (n8n-core validate-value-against-schema.js).
 *
 * @throws NodeOperationError if the values are not those of fields.
 */
export function readFormParameter(item: Item, place: FieldPlace): FormParameter {
	const raw = item.parameter(NAME, { rawExpressions: true });
	const { mappingMode, schema, value: rawValues } = asObject(raw) ?? {};
	const values = item.parameter(`${NAME}.value`, { skipValidation: true });
	if (!isLeftEmpty(values) && asObject(values) === undefined) {
		throw place.error(`must be an object with one entry per input, not ${preview(values)}`);
	}
	const fields: unknown[] = Array.isArray(schema) ? schema : [];
	return {
		isAutoMap: mappingMode === 'autoMapInputData',
		values: asObject(values) ?? {},
		isExpression: (id) => isExpression(asObject(rawValues)?.[id]),
		// A workflow file that was not made in the editor may have fields without our part, or none.
		fields: fields.length > 0 && fields.every(isFormField) ? fields : undefined,
	};
}

function isFormField(field: unknown): field is FormField {
	const { id, inputKind, inputLabel } = asObject(field) ?? {};
	return [id, inputKind, inputLabel].every((part) => typeof part === 'string');
}
