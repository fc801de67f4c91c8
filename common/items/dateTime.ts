import { tryToParseDateTime } from 'n8n-workflow';

import { cut } from './checks';
import type { FieldPlace, ParameterSource } from './item';

/**
 * A date and time; without a zone, as n8n's picker gives it, it is one of the workflow's time zone.
 *
 * @throws NodeOperationError that names the item and the field.
 */
export function readDateTime(
	source: ParameterSource,
	place: FieldPlace,
	value: unknown,
): ReturnType<typeof tryToParseDateTime> {
	try {
		const time = typeof value === 'number' ? new Date(value) : value;
		return tryToParseDateTime(time, source.timezone);
	} catch {
		const problem = `must be a date and time, not ${cut(String(JSON.stringify(value)))}`;
		throw place.error(problem);
	}
}
