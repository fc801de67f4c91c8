import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { runItems } from '../../../common/items/runItems';
import { park, toOutput } from '../../../common/wait/park';
import { subWorkflowHint } from '../../../common/wait/parking';
import { whyUnreachable } from '../../../common/wait/reachability';
import { noukaiClient } from './api/client';
import { callbackSecretOf } from './callback/secret';
import { NoukaiBatch, type NoukaiOperation } from './noukaiBatch';
import { recallOwn, SOURCE } from './wait/recallOwn';
import { recheckBeforeParking } from './wait/recheckBeforeParking';

/**
 * Runs an operation for all items, and returns the output, or parks the execution while jobs continue.
 *
 * @throws NodeApiError or NodeOperationError with the item's index, if On Error is set to stop.
 */
export async function runOperation(
	context: IExecuteFunctions,
	operation: NoukaiOperation,
): Promise<INodeExecutionData[]> {
	await recallOwn(context);
	const client = noukaiClient(context);
	const batch = new NoukaiBatch(client, operation.jobKind);
	const items = await runItems(batch, operation, recheckBeforeParking);
	const isParkable = items.some(({ parkable }) => parkable !== undefined);
	const hint = isParkable ? subWorkflowHint(context) : undefined;
	if (hint !== undefined) batch.hints.showNow(hint);
	batch.hints.showAll();
	if (!isParkable || !('resumeUrl' in batch.parking)) return items.map(toOutput);
	const { resumeUrl } = batch.parking;
	const secret = await client.credential().then(callbackSecretOf, () => '');
	const baseUrl = await client.baseUrl().catch(() => '');
	const isCalledBack = whyUnreachable(resumeUrl, baseUrl) === undefined;
	return await park(context, items, resumeUrl, SOURCE, secret, isCalledBack);
}
