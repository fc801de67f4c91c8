import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runItems } from '../../common/items/runItems';
import { park, toOutput } from '../../common/wait/park';
import { subWorkflowHint } from '../../common/wait/parking';
import { findRerun } from '../../common/wait/rerun';
import { noxusClient } from './api/client';
import type { Run } from './api/run';
import { callbackSecretOf } from './callback/secret';
import { RunBatch, type NoxusOperation } from './runBatch';
import { traceRuns } from './traceRuns';
import { recallOwn, SOURCE } from './wait/recallOwn';
import { recheckBeforeParking } from './wait/recheckBeforeParking';
import { retryParked } from './wait/retryParked';

/**
 * Runs an operation for all items, and returns the output, or parks the execution while runs continue.
 *
 * @throws NodeApiError or NodeOperationError with the item's index, if On Error is set to stop.
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: NoxusOperation,
): Promise<INodeExecutionData[]> {
	await recallOwn(context);
	const client = noxusClient(context);
	const batch = new RunBatch(client, operation.jobKind);
	const rerun = findRerun(context);
	const work = rerun === undefined ? operation : retryParked(rerun);
	const items = await runItems<Run, RunBatch>(batch, work, recheckBeforeParking).finally(() =>
		traceRuns(context, batch.tracedRuns),
	);
	const isParkable = items.some(({ parkable }) => parkable !== undefined);
	const hint = isParkable ? subWorkflowHint(context) : undefined;
	if (hint !== undefined) batch.hints.showNow(hint);
	batch.hints.showAll();
	if (!isParkable || !('resumeUrl' in batch.parking)) return items.map(toOutput);
	const secret = await client.credential().then(callbackSecretOf, () => '');
	return await park(context, items, batch.parking.resumeUrl, SOURCE, secret);
}
