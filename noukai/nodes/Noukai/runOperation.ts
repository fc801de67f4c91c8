import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runItems } from '../../../common/items/runItems';
import { toOutput } from '../../../common/wait/park';
import { noukaiClient } from './api/client';
import { NoukaiBatch, type NoukaiOperation } from './noukaiBatch';

/**
 * Runs an operation for all items, and returns the output.
 *
 * @throws NodeApiError or NodeOperationError with the item's index, if On Error is set to stop.
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: NoukaiOperation,
): Promise<INodeExecutionData[]> {
	const batch = new NoukaiBatch(noukaiClient(context), operation.jobKind);
	const items = await runItems(batch, operation, async (_batch, item) => item);
	batch.hints.showAll();
	return items.map(toOutput);
}
