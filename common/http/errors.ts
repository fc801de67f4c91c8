import { NodeApiError, type INode, type NodeOperationError } from 'n8n-workflow';

import { describeFailure, mayHaveStarted } from './describeFailure';
import type { FailedAttempt, RetryRule } from './retry';

/** A request that ended without success, in plain data: no header, no body of ours, no key. */
export interface RequestFailure extends FailedAttempt {
	method: string;
	path: string;
	rule: RetryRule;
	/** What Noxus said, as text. */
	detail?: string;
	/** The answer is no JSON, which those of Noxus are. */
	isForeign?: boolean;
	/** The time that the caller had for this was over. */
	isOutOfTime?: boolean;
	requestId?: string;
	/** Where a 3xx answer points to. */
	location?: string;
	/** The host of the address that a redirect led to; it was asked then. */
	storageHost?: string;
}

/**
 * The error n8n shows. Made from plain data, not from the HTTP error: that one holds the API key in
 * its headers, and n8n's own wrapping hides what FastAPI says (n8n-workflow errors/node-api.error).
 */
export function toNodeApiError(node: INode, failure: RequestFailure): NodeApiError {
	const { message, description } = describeFailure(failure);
	const httpCode = String(failure.statusCode ?? failure.networkCode ?? '');
	const error = new NodeApiError(node, { message }, { message, description, httpCode });
	// The constructor replaces a message in which it finds the name of a network code.
	error.message = message;
	error.description = description;
	if (mayHaveStarted(failure)) unsure.add(error);
	return error;
}

/** Errors after which nobody knows whether a run was started. Not a field: n8n stores those. */
const unsure = new WeakSet<object>();

/** Whether the error is that of a request that may have started a run. */
export function leavesRunUnsure(error: NodeApiError | NodeOperationError): boolean {
	return unsure.has(error);
}
