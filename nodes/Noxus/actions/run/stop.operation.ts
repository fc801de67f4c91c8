import { NodeApiError, type IExecuteFunctions } from 'n8n-workflow';

import { readRunRef } from '../../inputs/runRef';
import type { Run } from '../../api/run';
import { getRun, stopRun, type RunRef } from '../../api/runs';
import { isFinal } from '../../api/runState';
import { QUICK_ITEMS_AT_ONCE } from '../../../../common/items/batch';
import type { Operation } from '../../../../common/items/operation';
import { runJson } from '../../outputs/runJson';

/** Stops a run. One that has ended already is given as it is. */
export const stop: Operation = {
	fields: [],
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(context, itemIndex) {
		const run = await stopOrGet(context, await readRunRef(context, itemIndex));
		return { json: runJson(context, run) };
	},
};

/** What Noxus answers to the stop of a run that has ended is not documented. */
async function stopOrGet(context: IExecuteFunctions, ref: RunRef): Promise<Run> {
	const refusal = await stopRun(context, ref).then(() => undefined, toRefusal);
	// The answer to a stop may lack the output.
	const run = await getRun(context, ref);
	if (refusal !== undefined && !isFinal(run.status)) throw refusal;
	return run;
}

/** Hands back what may mean "it has ended already", and throws the rest. */
function toRefusal(error: unknown): NodeApiError {
	if (error instanceof NodeApiError && /^(400|404|409)$/.test(error.httpCode ?? '')) return error;
	throw error;
}
