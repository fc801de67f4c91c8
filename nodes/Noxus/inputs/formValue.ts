import { tryToParseDateTime, type IExecuteFunctions } from 'n8n-workflow';

import { asObject } from '../json';
import type { FormField } from '../resourceMapping/formFields';
import { isFileKind } from '../resourceMapping/workflowInputs';
import { parseJson } from './checks';
import { readBoolean, readNumber, readText } from './fields';
import { readFileValue } from './fileValue';
import { fieldError } from './parameters';

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
	if (isFileKind(kind)) return await readFiles(context, itemIndex, field, name, value);
	if (kind === 'number') return readNumber(context, itemIndex, value, name);
	if (kind === 'boolean') return readBoolean(context, itemIndex, value, name);
	if (kind === 'dateTime') return readTime(context, itemIndex, name, value);
	if (kind === 'text') return readText(value);
	const parsed = parseJson(value);
	const json = 'value' in parsed ? parsed.value : undefined;
	if (kind === 'list' ? Array.isArray(json) : asObject(json) !== undefined) return json;
	const wanted = kind === 'list' ? 'a list, like ["a", "b"]' : 'an object, like {"a": 1}';
	const problem = `must be ${wanted}, not ${shown(value)}`;
	throw fieldError(context, itemIndex, name, problem);
}

/** Text may hold a list or an object as JSON, or, for a list, names with commas between them. */
async function readFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	{ isList }: FormField,
	name: string,
	value: unknown,
): Promise<unknown> {
	const text = typeof value === 'string' ? value.trim() : '';
	const parsed = /^[[{]/.test(text) ? parseJson(text) : { value };
	if ('problem' in parsed) throw fieldError(context, itemIndex, name, parsed.problem);
	// Addresses may have commas in them.
	const isNames = isList && text.includes(',') && !text.includes('://') && parsed.value === value;
	const given = isNames ? text.split(',').map((part) => part.trim()) : parsed.value;
	const asList = isList && !Array.isArray(given) ? [given] : given;
	return await readFileValue(context, itemIndex, name, asList);
}

/** ISO 8601; without a zone, as n8n's picker gives it, it is a time of the workflow's zone. */
function readTime(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	value: unknown,
): string {
	try {
		const time = typeof value === 'number' ? new Date(value) : value;
		return tryToParseDateTime(time, context.getTimezone()).toISO() ?? '';
	} catch {
		throw fieldError(context, itemIndex, name, `must be a date and time, not ${shown(value)}`);
	}
}

function shown(value: unknown): string {
	return String(JSON.stringify(value)).slice(0, 60);
}
