import type { IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../../../common/util/json';
import type { FormField } from '../methods/formFields';
import { isFileKind } from '../api/workflowInputs';
import { cut, parseJson } from '../../../common/items/checks';
import { readDateTime } from '../../../common/items/dateTime';
import { readFileValue } from './fileValue';
import { fieldError } from '../../../common/items/parameters';
import { readBoolean, readNumber, readText } from '../../../common/items/scalars';

/**
 * The value of a form's field as it is sent, by the kind of the input.
 *
 * @throws NodeOperationError that names the item and the input.
 */
export async function readFormValue(
	context: IExecuteFunctions,
	itemIndex: number,
	field: FormField,
	value: unknown,
): Promise<unknown> {
	const name = `Input "${field.displayName}"`;
	const { inputKind: kind } = field;
	if (isFileKind(kind)) {
		const files = await readFileValue(context, itemIndex, name, value);
		return field.isList && !Array.isArray(files) ? [files] : files;
	}
	if (kind === 'number') return readNumber(context, itemIndex, value, name);
	if (kind === 'boolean') return readBoolean(context, itemIndex, value, name);
	if (kind === 'dateTime') {
		const time = typeof value === 'number' ? new Date(value) : value;
		return readDateTime(context, itemIndex, name, time).toISO() ?? '';
	}
	if (kind === 'text') return readText(value);
	const parsed = parseJson(value);
	const json = 'value' in parsed ? parsed.value : undefined;
	if (kind === 'list' ? Array.isArray(json) : asObject(json) !== undefined) return json;
	const wanted = kind === 'list' ? 'a list, like ["a", "b"]' : 'an object, like {"a": 1}';
	const problem = `must be ${wanted}, not ${cut(String(JSON.stringify(value)))}`;
	throw fieldError(context, itemIndex, name, problem);
}
