import { tryToParseDateTime, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import type { RunFilters } from '../outputs/selectRuns';
import { fieldError, toList } from './parameters';

/** @throws NodeOperationError that names the item and the field. */
export function readRunFilters(context: IExecuteFunctions, itemIndex: number): RunFilters {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	return {
		statuses: toList(filters.statuses),
		createdAfterMs: readTime(context, itemIndex, 'Created After', filters.createdAfter),
		createdBeforeMs: readTime(context, itemIndex, 'Created Before', filters.createdBefore),
	};
}

/** A time without a zone, as n8n's picker gives it, is one of the workflow's time zone. */
function readTime(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	value: unknown,
): number | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	try {
		return tryToParseDateTime(value, context.getTimezone()).toMillis();
	} catch {
		const problem = `must be a date and time, not ${JSON.stringify(value)}`;
		throw fieldError(context, itemIndex, fieldName, problem);
	}
}
