import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runItems } from '../../common/items/runItems';
import { park, toOutput } from '../../common/wait/park';
import { noxusClient } from './api/client';
import type { Run } from './api/run';
import { RunBatch, type NoxusOperation } from './runBatch';
import { recheckBeforeParking } from './wait/recheckBeforeParking';

/** Names the node in calls to its own executions. */
const SOURCE = 'n8n-nodes-noxus';

/**
 * Runs an operation for all items, and returns the output, or parks the execution while runs continue.
 *
 * @throws NodeApiError or NodeOperationError with the item's index, if On Error is set to stop.
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: NoxusOperation,
): Promise<INodeExecutionData[]> {
	const batch = new RunBatch(noxusClient(context), operation.jobKind);
	const items = await runItems<Run, RunBatch>(batch, operation, recheckBeforeParking);
	batch.hints.showAll();
	const isParkable = items.some(({ parkable }) => parkable !== undefined);
	if (!isParkable || !('resumeUrl' in batch.parking)) return items.map(toOutput);
	return await park(context, items, batch.parking.resumeUrl, SOURCE);
}
