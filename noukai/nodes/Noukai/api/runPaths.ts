import { NodeApiError } from 'n8n-workflow';

import type { ApiClient } from '../../../../common/http/apiClient';
import { apiPath } from '../../../../common/http/apiPath';
import { appendToDescription } from '../../../../common/http/errors';
import { flowPath, type FlowRef } from './flowRef';

/** A run, and the flow that it is a run of, if that is known. */
export interface RunRef {
	runId: string;
	flow?: FlowRef;
}

/** How a Noukai answers for traces that it does not open to API keys, and for runs that it does not know. */
const REFUSED = new Set<unknown>(['401', '403', '404']);

/** Of these, 404 alone may be about the run. */
const NOT_FOUND = '404';

/**
 * Reads something of a run at the path of its flow, which both SDKs use (noukai-python-sdk, _paths.py),
 * and if that is refused or the flow is not known, at the path of the docs (API Reference > Trace). Some
 * deployments open only one of them to API keys.
 *
 * @param rest what follows the run in the path.
 * @throws like `read`; if both are refused, the error that says most.
 */
export async function readOfRun<T>(
	client: ApiClient,
	{ runId, flow }: RunRef,
	rest: string,
	read: (path: string) => Promise<T>,
): Promise<T> {
	const ofFlow =
		flow && (await tryRead(read, `${flowPath(flow)}${apiPath`/runs/${runId}`}${rest}`));
	if (ofFlow !== undefined && 'value' in ofFlow) return ofFlow.value;
	const documented = await tryRead(read, `${apiPath`/flow-runs/${runId}`}${rest}`);
	if ('value' in documented) return documented.value;
	const { refusal } = documented;
	const error = ofFlow === undefined ? refusal : moreTelling(ofFlow.refusal, refusal);
	return await rejectWith(client, error);
}

type Tried<T> = { value: T } | { refusal: NodeApiError };

async function tryRead<T>(read: (path: string) => Promise<T>, path: string): Promise<Tried<T>> {
	return await read(path).then(
		(value) => ({ value }),
		async (error: unknown) =>
			isRefusal(error) ? { refusal: error } : await Promise.reject<Tried<T>>(error as Error),
	);
}

/** Whether an error is about a path that is closed to the key, or a run that is not known there. */
function isRefusal(error: unknown): error is NodeApiError {
	return error instanceof NodeApiError && REFUSED.has(error.httpCode);
}

/** A path that is closed to the key says nothing of the run, so it explains a 404 at the other. */
function moreTelling(first: NodeApiError, second: NodeApiError): NodeApiError {
	const isSecond = first.httpCode === NOT_FOUND && second.httpCode !== NOT_FOUND;
	const [error, other] = isSecond ? [second, first] : [first, second];
	appendToDescription(error, [
		`The request to the other URL of the run failed, too [${other.httpCode}].`,
	]);
	return error;
}

/**
 * Rejects with the error of a request. If that is a 401, the key is checked first by `GET /keys/verify`,
 * which costs nothing: one that Noukai accepts nowhere is the reason then.
 */
export async function rejectWith(client: ApiClient, error: unknown): Promise<never> {
	if (!isRefusal(error) || error.httpCode !== '401') return await Promise.reject(error as Error);
	const answer = await client.attempt({ method: 'GET', path: '/keys/verify', rule: 'read' });
	const isKeyWrong = 'failure' in answer && answer.failure.statusCode === 401;
	return await Promise.reject<never>(isKeyWrong ? client.error(answer.failure) : error);
}
