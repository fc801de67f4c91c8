import type { ValuesOf } from '../../../../common/items/fields';
import type { Item } from '../../../../common/items/item';
import { asObject } from '../../../../common/util/json';
import type { RunRequest, RunSettings } from '../api/flowRequest';
import { runOptions } from '../fields/options';
import { readAttachments } from './attachments';
import { readInput } from './readInput';

type RunOptions = ValuesOf<typeof runOptions>;

/**
 * What is sent to run a flow from its beginning. What is left empty is left out.
 *
 * @throws NodeOperationError that names the field, for what Noukai would refuse.
 */
export function readRunRequest(item: Item, options: RunOptions): RunRequest {
	const attachments = readAttachments(item, options.attachments);
	return {
		...readInput(item),
		...(attachments.length > 0 && { attachments }),
		...readRunSettings(item, options),
	};
}

/** The part of it that is not its input. @throws NodeOperationError that names the field. */
export function readRunSettings(item: Item, options: RunOptions): RunSettings {
	const { blockOverrides, captureTrace } = options;
	checkBlockOverrides(item, blockOverrides);
	return {
		...(Object.keys(blockOverrides).length > 0 && { blockOverrides }),
		...(captureTrace && { trace: true }),
	};
}

/** @throws NodeOperationError if there are no settings by step IDs. */
function checkBlockOverrides(item: Item, overrides: Record<string, unknown>): void {
	const wrong = Object.keys(overrides).find((stepId) => asObject(overrides[stepId]) === undefined);
	if (wrong === undefined) return;
	const place = item.field(runOptions.blockOverrides.property.displayName);
	throw place.error(
		`must have an object of settings for each step ID, but "${wrong}" does not have one`,
	);
}
