import { NodeApiError, NodeOperationError, type IDataObject, type INode } from 'n8n-workflow';

import { fieldsOf } from '../http/errorFields';

export { describeError, fieldsOf } from '../http/errorFields';

export type NodeError = NodeApiError | NodeOperationError;

/** What was caught as an error that n8n shows: itself if it is one already. */
export function toNodeError(node: INode, caught: unknown): NodeError {
	return caught instanceof NodeApiError || caught instanceof NodeOperationError
		? caught
		: new NodeOperationError(node, caught as Error);
}

/** Whether On Error of the node is not set to stop, in the words of old workflows as well. Pure. */
export function continuesOnError({ onError, continueOnFail }: INode): boolean {
	return /^continue/.test(onError ?? '') || continueOnFail === true;
}

/**
 * The JSON of an item that failed. An `error` object alone is what sends the item to the error
 * output in every n8n, with the input's fields beside it; `error` on the item itself would make n8n
 * drop all but the message (n8n-core workflow-execute, handleNodeErrorOutput, normalizeNodeErrors).
 */
export function toErrorJson(error: NodeError): IDataObject {
	return {
		error: {
			message: error.message,
			description: error.description ?? null,
			...(error instanceof NodeApiError && { httpCode: error.httpCode }),
			...fieldsOf(error),
		} as IDataObject,
	};
}
