import type { IExecuteFunctions } from 'n8n-workflow';

import { endedRunJson } from '../../outputs/endedRun';
import { getRun } from '../../transport/runs';
import type { OutItem } from '../../wait/park';
import { isFinal } from '../../wait/runState';
import type { ItemResult } from '../operation';

/**
 * Reads a run once more before the execution is parked for it: its callback may have come while the
 * execution could not take it. Other items are handed through. Throws like `endedRunJson`.
 */
export async function lookAgain(
	context: IExecuteFunctions,
	{ json, parkable }: OutItem,
): Promise<ItemResult> {
	if (parkable === undefined) return { json };
	const { id: runId, workflowId } = parkable.run;
	const run = await getRun(context, { runId, workflowId });
	if (isFinal(run.status)) return { json: endedRunJson(context.getNode(), run) };
	return { json, parkable: { ...parkable, run } };
}
