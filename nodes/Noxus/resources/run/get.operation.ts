import { readRunRef } from '../../inputs/runRef';
import { toRunItem } from '../../outputs/runItem';
import { getRun } from '../../transport/runs';
import type { Operation } from '../operation';

/** Reads a run as it is now. A failed one is a result here: the request for it was answered. */
export const get: Operation = {
	fields: [],
	async execute(context, itemIndex) {
		return { json: toRunItem(await getRun(context, await readRunRef(context, itemIndex))) };
	},
};
