import { readField } from '../../../common/items/fields';
import { flagField, numberField } from '../../../common/items/fieldTypes';
import type { ParameterSource } from '../../../common/items/item';
import type { ListBounds } from '../api/pagedList';

/** A list with very many entries is not read for ever; what was found by then is returned. */
const READ_LIMIT_MS = 5 * 60_000;

/** How many entries of a list become items. */
export const listLimitFields = {
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

/**
 * How much of a list is read, by Return All and Limit.
 *
 * @throws NodeOperationError for a limit out of its range.
 */
export function readListBounds(source: ParameterSource): ListBounds {
	const isAll = readField(source, listLimitFields, 'returnAll');
	const limit = isAll ? Infinity : readField(source, listLimitFields, 'limit');
	return { limit, stopAtMs: Date.now() + READ_LIMIT_MS };
}
