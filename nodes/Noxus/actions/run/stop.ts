import { NodeApiError } from 'n8n-workflow';

import type { ApiClient } from '../../../../common/http/apiClient';
import { refusalStatusCode } from '../../../../common/http/errors';
import type { Run } from '../../api/run';
import { getRun, stopRun, type RunRef } from '../../api/runs';
import { isFinal } from '../../api/runState';
import { readRunRef } from '../../fields/runId';
import { withRunId } from '../../outputs/endedRun';
import { runJson } from '../../outputs/runJson';
import { QUICK_ITEMS_AT_ONCE, type NoxusOperation } from '../../runBatch';

/** Stops a run. One that has ended already is returned as it is. */
export const stop: NoxusOperation = {
	fields: [],
	itemsAtOnce: QUICK_ITEMS_AT_ONCE,
	async execute(item) {
		const { client } = item;
		const run = await stopOrGet(client, await readRunRef(item));
		return await withRunId(client.node, run, async () => ({ json: runJson(item, run) }));
	},
};

/** What Noxus answers to the stop of a run that has ended is not documented. */
async function stopOrGet(client: ApiClient, ref: RunRef): Promise<Run> {
	const refusal = await stopRun(client, ref).then(() => undefined, toRefusal);
	// The answer to a stop may lack the output.
	const run = await getRun(client, ref);
	if (refusal !== undefined && !isFinal(run.status)) throw refusal;
	return run;
}

/** Returns what may mean "it has ended already", and throws the rest. */
function toRefusal(error: unknown): NodeApiError {
	const mayHaveEnded = [400, 404, 409].includes(refusalStatusCode(error));
	if (error instanceof NodeApiError && mayHaveEnded) return error;
	throw error;
}
