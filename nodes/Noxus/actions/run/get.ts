import { collection, readField, toProperties } from '../../../../common/items/fields';
import { getRun } from '../../api/runs';
import { outputOptions, readOutputSettings } from '../../fields/output';
import { readRunRef } from '../../fields/runId';
import { toRunItem } from '../../outputs/runItem';
import { runResult } from '../../outputs/runResult';
import { QUICK_ITEMS_AT_ONCE, type NoxusOperation } from '../../runBatch';

const fields = { options: collection(outputOptions) };

/** Reads a run as it is now. A failed one is a result here: the request for it was answered. */
export const get: NoxusOperation = {
	fields: toProperties(fields, { resource: ['run'], operation: ['get'] }),
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item, { hints }) {
		const output = readOutputSettings(item, readField(item, fields, 'options'));
		const run = await getRun(item.client, await readRunRef(item));
		return await runResult(item.client, hints, run, toRunItem(run), output);
	},
};
