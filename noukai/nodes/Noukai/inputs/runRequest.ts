import type { ValuesOf } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import { asObject } from '../../../../common/util/json';
import type { RunRequest } from '../api/flowRequest';
import { runOptions } from '../fields/options';
import { readAttachments } from './attachments';
import { readInput } from './readInput';

/**
 * The part of a request that all ways of running a flow have in common. What is left empty is left out.
 *
 * @throws NodeOperationError that names the field, for what Noukai would refuse.
 */
export function readRunRequest(item: Item, options: ValuesOf<typeof runOptions>): RunRequest {
	const attachments = readAttachments(item, options.attachments);
	const blockOverrides = readBlockOverrides(item, options.blockOverrides);
	return {
		...readInput(item),
		...(attachments.length > 0 && { attachments }),
		...(Object.keys(blockOverrides).length > 0 && { blockOverrides }),
		...(options.captureTrace && { trace: true }),
	};
}

/** @throws NodeOperationError if there are no settings by step IDs. */
export function readBlockOverrides(
	item: Item,
	overrides: Record<string, unknown>,
): Record<string, unknown> {
	const wrong = Object.keys(overrides).find((stepId) => asObject(overrides[stepId]) === undefined);
	if (wrong === undefined) return overrides;
	const place = item.field(runOptions.blockOverrides.property.displayName);
	throw place.error(`must have an object of settings for each step ID, which "${wrong}" has not`);
}
