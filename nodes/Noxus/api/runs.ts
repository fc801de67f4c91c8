import type { IDataObject } from 'n8n-workflow';

import { toNodeApiError } from '../../../common/http/errors';
import { apiPath } from '../../../common/http/apiPath';
import type { NoxusContext } from '../../../common/http/context';
import type { NoxusRequest } from '../../../common/http/apiRequest';
import { sendToNoxus } from '../../../common/http/request';
import { parseRun, type Run } from './run';

/** The server answers after 120 s at the latest (API page "Create Sync Run"); it must be the one to cut. */
const SYNC_TIMEOUT_MS = 130_000;

/** The ids that lead to a run with its output. */
export interface RunRef {
	runId: string;
	workflowId: string;
}

/** `POST /v1/workflows/{id}/runs`: starts a run and returns at once. Throws like `sendToNoxus`. */
export async function createRun(
	context: NoxusContext,
	workflowId: string,
	body: IDataObject,
): Promise<Run> {
	const path = apiPath`/v1/workflows/${workflowId}/runs`;
	// Carried through on Stop: only who knows the id of the run can stop it.
	const request = { method: 'POST', path, body, rule: 'create', outlives: 'stop' } as const;
	return await requestRun(context, request, workflowId);
}

/**
 * `POST /v1/workflows/{id}/runs/sync`: starts a run and returns the answer as it is, which may be
 * `{id, output}`, a whole run, or the output alone. Throws like `sendToNoxus`.
 */
export async function createSyncRun(
	context: NoxusContext,
	workflowId: string,
	body: IDataObject,
	query: IDataObject,
): Promise<unknown> {
	const response = await sendToNoxus(context, {
		method: 'POST',
		path: apiPath`/v1/workflows/${workflowId}/runs/sync`,
		body,
		query,
		rule: 'create',
		timeoutMs: SYNC_TIMEOUT_MS,
		// Cut off, it would leave a run of which nobody knows the ID.
		outlives: 'siblings',
	});
	return response.body;
}

/** `GET /v1/workflows/{id}/runs/{id}`: the run with its output. Throws like `sendToNoxus`. */
export async function getRun(
	context: NoxusContext,
	{ runId, workflowId }: RunRef,
	limits: Pick<NoxusRequest, 'timeoutMs' | 'maxAttempts' | 'deadlineAtMs'> = {},
): Promise<Run> {
	const path = apiPath`/v1/workflows/${workflowId}/runs/${runId}`;
	return await requestRun(context, { method: 'GET', path, rule: 'read', ...limits }, workflowId);
}

/** `POST /v1/runs/{id}/stop`: the run in its state after that. Throws like `sendToNoxus`. */
export async function stopRun(context: NoxusContext, { runId, workflowId }: RunRef): Promise<Run> {
	const path = apiPath`/v1/runs/${runId}/stop`;
	// Stopping twice does no more than stopping once.
	return await requestRun(context, { method: 'POST', path, rule: 'read' }, workflowId);
}

/** `GET /v1/runs/{id}`: finds the workflow of a run. This endpoint gives no output. */
export async function findWorkflowId(context: NoxusContext, runId: string): Promise<string> {
	const path = apiPath`/v1/runs/${runId}`;
	return (await requestRun(context, { method: 'GET', path, rule: 'read' }, '')).workflowId;
}

async function requestRun(
	context: NoxusContext,
	request: NoxusRequest,
	workflowId: string,
): Promise<Run> {
	const { body, statusCode } = await sendToNoxus(context, request);
	const run = parseRun(body);
	if (run === undefined) {
		const { method, path, rule } = request;
		throw toNodeApiError(context.getNode(), { method, path, rule, statusCode });
	}
	return { ...run, workflowId: run.workflowId || workflowId };
}
