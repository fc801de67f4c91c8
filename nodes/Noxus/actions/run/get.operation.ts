import { readOutputSettings } from '../../inputs/outputSettings';
import { readRunRef } from '../../inputs/runRef';
import { toRunItem } from '../../outputs/runItem';
import { getRun } from '../../api/runs';
import { QUICK_ITEMS_AT_ONCE } from '../../../../common/items/batch';
import type { Operation } from '../../../../common/items/operation';
import { outputOptions } from '../../fields/output.fields';
import { runResult } from '../../outputs/runResult';

/** Reads a run as it is now. A failed one is a result here: the request for it was answered. */
export const get: Operation = {
	fields: [
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			displayOptions: { show: { resource: ['run'], operation: ['get'] } },
			options: outputOptions,
		},
	],
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(context, itemIndex, batch) {
		const output = readOutputSettings(context, itemIndex);
		const run = await getRun(context, await readRunRef(context, itemIndex));
		return await runResult(context, batch, run, toRunItem(run), output);
	},
};
