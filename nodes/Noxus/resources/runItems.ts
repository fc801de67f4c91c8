import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { throwIfCancelled } from '../transport/pause';
import type { Operation } from './operation';

/**
 * Runs an operation for every input item: the one place with the item loop, On Error and pairedItem.
 *
 * @throws NodeApiError or NodeOperationError with the item's index, where On Error is to stop.
 */
export async function runItems(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			const result = await operation.execute(context, itemIndex);
			results.push({ ...result, pairedItem: { item: itemIndex } });
		} catch (caught) {
			throwIfCancelled(context);
			const error = toNodeError(context, caught, itemIndex);
			if (!context.continueOnFail()) throw error;
			results.push(toErrorItem(error, itemIndex));
		}
	}
	return results;
}

type NodeError = NodeApiError | NodeOperationError;

function toNodeError(context: IExecuteFunctions, caught: unknown, itemIndex: number): NodeError {
	if (!(caught instanceof NodeApiError || caught instanceof NodeOperationError)) {
		return new NodeOperationError(context.getNode(), caught as Error, { itemIndex });
	}
	caught.context.itemIndex = itemIndex;
	return caught;
}

/**
 * The item of a failed input item. An `error` object alone is what sends it to the error output in
 * every n8n, with the input's fields beside it; `error` on the item itself would make n8n drop all
 * but the message (n8n-core workflow-execute, handleNodeErrorOutput and normalizeNodeErrors).
 */
function toErrorItem(error: NodeError, itemIndex: number): INodeExecutionData {
	const { runId, workflowId, status } = error.context;
	return {
		json: {
			error: {
				message: error.message,
				description: error.description ?? null,
				...(error instanceof NodeApiError && { httpCode: error.httpCode }),
				...(typeof runId === 'string' && { runId, workflowId, status }),
			} as IDataObject,
		},
		pairedItem: { item: itemIndex },
	};
}
