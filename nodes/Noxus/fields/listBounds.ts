import type { ParameterSource } from '../../../common/items/item';
import type { ListBounds } from '../api/pagedList';
import { readLimit } from '../../../common/items/limitFields';

/** A list with very many entries is not read for ever; what was found by then is returned. */
const READ_LIMIT_MS = 5 * 60_000;

/**
 * How much of a list is read, by the fields of `limitFields`.
 *
 * @throws NodeOperationError for a limit out of its range.
 */
export function readListBounds(source: ParameterSource): ListBounds {
	return { limit: readLimit(source), stopAtMs: Date.now() + READ_LIMIT_MS };
}
