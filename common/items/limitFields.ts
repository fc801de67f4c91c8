import { readField } from './fields';
import { flagField, numberField } from './fieldTypes';
import type { ParameterSource } from './item';

/** How many entries of a list become items. */
export const limitFields = {
	returnAll: flagField({
		displayName: 'Return All',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	}),
	limit: numberField({
		displayName: 'Limit',
		default: 50,
		min: 1,
		isWhole: true,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	}),
};

/** The most entries that are wanted. @throws NodeOperationError for a limit out of its range. */
export function readLimit(source: ParameterSource): number {
	return readField(source, limitFields, 'returnAll')
		? Infinity
		: readField(source, limitFields, 'limit');
}
