import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isLeftOut } from '../../../common/util/json';
import type { RunFilters } from '../outputs/selectRuns';
import { readDateTime } from '../../../common/items/dateTime';
import { toList } from '../../../common/items/parameters';

/** @throws NodeOperationError that names the item and the field. */
export function readRunFilters(context: IExecuteFunctions, itemIndex: number): RunFilters {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	return {
		statuses: toList(filters.statuses),
		createdAfterMs: readTime(context, itemIndex, 'Created After', filters.createdAfter),
		createdBeforeMs: readTime(context, itemIndex, 'Created Before', filters.createdBefore),
	};
}

function readTime(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	value: unknown,
): number | undefined {
	if (isLeftOut(value)) return undefined;
	return readDateTime(context, itemIndex, fieldName, value).toMillis();
}
