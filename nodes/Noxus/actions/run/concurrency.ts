import { collection, readField } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import { concurrencyOptions } from '../../fields/wait';

/**
 * How many items are handled in parallel, as the first item says.
 *
 * @throws NodeOperationError if the option Max Concurrent Runs is out of its range.
 */
export function readMaxConcurrentRuns(firstItem: Item): number {
	const fields = { options: collection(concurrencyOptions) };
	return readField(firstItem, fields, 'options').maxConcurrentRuns;
}
