import { toProperties } from '../../../../../common/items/fields';
import { getTrace as readTrace } from '../../api/runs';
import { readRunRef, runIdFields } from '../../fields/run';
import { QUICK_ITEMS_AT_ONCE, type NoukaiOperation } from '../../noukaiBatch';
import { hasData, traceJson } from '../../outputs/traceItem';

/** Reads a run with all its steps, and what they took in all. */
export const getTrace: NoukaiOperation = {
	fields: toProperties(runIdFields, { resource: ['run'], operation: ['getTrace'] }),
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item, { hints }) {
		const trace = await readTrace(item.client, await readRunRef(item));
		if (trace.steps.length > 0 && !hasData(trace.steps)) {
			hints.add(
				'Noukai recorded no input and output of steps for {count} of the runs. To record them, run the flow with Capture Trace, or set its capture mode in Noukai.',
			);
		}
		return { json: traceJson(trace) };
	},
};
