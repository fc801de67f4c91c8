import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { continuesOnError, describeError, toErrorJson, type NodeError } from '../items/errorItem';
import { asObject } from '../util/json';
import type { ResumedItem } from './parkedJobKind';

/**
 * Lets the node fail with this error when the execution continues. The error is kept with the entry
 * of the node on n8n's stack of nodes to run, under the name that n8n has for it:
 *
 * - n8n 2.41 throws `metadata.resumeError` in place of passing the items on (n8n-core
 *   workflow-execute, runNode).
 * - An n8n that does not know this name runs the node again, because it is not disabled any more;
 *   `throwResumeError` then throws.
 *
 * Where n8n does not show the entry, nothing is changed, and the items are passed on.
 */
export function failOnResume(context: IWebhookFunctions, error: NodeError): void {
	const entry = 'executeData' in context ? asObject(context.executeData) : undefined;
	const node = asObject(entry?.node);
	if (entry === undefined || node === undefined) return;
	entry.metadata = { ...asObject(entry.metadata), resumeError: error };
	delete node.disabled;
}

/**
 * The item for a job that ended with an error: an error item, or with On Error set to stop, `json` and
 * the error that the node is to fail with.
 */
export function withFailure(node: INode, error: NodeError, json: IDataObject): ResumedItem {
	return continuesOnError(node) ? { json: toErrorJson(error) } : { json, failure: error };
}

/**
 * To be called before a node does anything.
 *
 * @throws the error that `failOnResume` has kept for this node.
 */
export function throwResumeError(context: IExecuteFunctions): void {
	const kept: unknown = context.getExecuteData().metadata?.resumeError;
	if (kept !== undefined) throw restoreError(context.getNode(), kept);
}

/** What n8n has stored and read again is plain JSON. */
function restoreError(node: INode, kept: unknown): NodeError {
	if (kept instanceof NodeOperationError || kept instanceof NodeApiError) return kept;
	const { message, description, context } = asObject(kept) ?? {};
	const error = new NodeOperationError(node, String(message), {
		description: typeof description === 'string' ? description : undefined,
	});
	return describeError(error, JSON.parse(JSON.stringify(context ?? {})));
}
