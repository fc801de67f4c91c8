import { NodeApiError, type INode, type NodeOperationError } from 'n8n-workflow';

import { describeFailure } from './describeFailure';
import { describeError } from './errorFields';
import type { RequestFailure } from './requestFailure';
import type { ApiService } from './service';

/**
 * The error n8n shows. Made from plain data, not from the HTTP error: that one holds the API key in
 * its headers, and n8n's own wrapping hides what FastAPI says (n8n-workflow errors/node-api.error).
 */
export function toNodeApiError(
	node: INode,
	service: ApiService,
	failure: RequestFailure,
): NodeApiError {
	const { message, description } = describeFailure(service, failure);
	const httpCode = String(failure.statusCode ?? failure.networkCode ?? '');
	const error = new NodeApiError(node, { message }, { message, description, httpCode });
	// The constructor replaces a message in which it finds the name of a network code.
	error.message = message;
	error.description = description;
	if (service.unconfirmedStart(failure) !== undefined) unconfirmed.add(error);
	if (failure.isForeign) foreign.add(error);
	const fields = failure.fields ?? service.readErrorFields?.(undefined);
	if (fields === undefined) return error;
	return describeError(error, { ...fields, requestId: failure.requestId ?? null });
}

/** Errors after which it is not known whether something was started. Not a field: n8n stores those. */
const unconfirmed = new WeakSet<object>();

/** Whether the error is that of a request that may have started something. */
export function leavesStartUnconfirmed(error: NodeApiError | NodeOperationError): boolean {
	return unconfirmed.has(error);
}

/** Errors for a response that is not of the API: the page of a proxy, a firewall or a login. */
const foreign = new WeakSet<object>();

/**
 * The HTTP status with which the service itself refused a request; 0 for every other error. The page
 * of a proxy says nothing about the object of the request, whatever its status.
 */
export function refusalStatusCode(error: unknown): number {
	if (!(error instanceof NodeApiError) || foreign.has(error)) return 0;
	const statusCode = Number(error.httpCode);
	return statusCode >= 400 && statusCode < 500 ? statusCode : 0;
}

/** Whether something between n8n and the service answered in its place. */
export function isForeignAnswer(error: NodeApiError): boolean {
	return foreign.has(error);
}

/** Adds lines to what an error says to its reader; false and undefined ones are left out. */
export function appendToDescription(
	error: NodeApiError | NodeOperationError,
	lines: Array<string | false | undefined>,
): void {
	error.description = [error.description, ...lines].filter(Boolean).join('\n');
}
