import { tryToParseDateTime, type IExecuteFunctions } from 'n8n-workflow';

import { cut } from './checks';
import { fieldError } from './parameters';

/**
 * A date and time; without a zone, as n8n's picker gives it, it is one of the workflow's time zone.
 *
 * @throws NodeOperationError that names the item and the field.
 */
export function readDateTime(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	value: unknown,
): ReturnType<typeof tryToParseDateTime> {
	try {
		return tryToParseDateTime(value, context.getTimezone());
	} catch {
		const problem = `must be a date and time, not ${cut(String(JSON.stringify(value)))}`;
		throw fieldError(context, itemIndex, fieldName, problem);
	}
}
