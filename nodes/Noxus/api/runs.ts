import type { IDataObject } from 'n8n-workflow';

import { apiPath } from '../../../common/http/apiPath';
import type { ApiClient } from '../../../common/http/apiClient';
import type { ApiRequest } from '../../../common/http/apiRequest';
import { asObject } from '../../../common/util/json';
import { withRunUrl } from './runUrl';
import { parseRun, withWorkflowName, type Run } from './run';
import { readSyncAnswer, type SyncAnswer } from './syncAnswer';

/** The server answers after 120 s at the latest (API page "Create Sync Run"); it must be the one to cut. */
const SYNC_TIMEOUT_MS = 130_000;

/** The ids that lead to a run with its output. */
export interface RunRef {
	runId: string;
	workflowId: string;
	/** Only passed on to the run that is read. */
	workflowName?: string;
}

/** `POST /v1/workflows/{id}/runs`: starts a run and returns at once. Throws like `ApiClient.send`. */
export async function createRun(
	client: ApiClient,
	workflowId: string,
	body: IDataObject,
): Promise<Run> {
	const path = apiPath`/v1/workflows/${workflowId}/runs`;
	// Carried through on Stop: only who knows the id of the run can stop it.
	const request = { method: 'POST', path, json: body, rule: 'create', outlives: 'stop' } as const;
	return await requestRun(client, request, workflowId);
}

/**
 * `POST /v1/workflows/{id}/runs/sync`: starts a run and returns the answer, which may be `{id, output}`,
 * a whole run, or the output alone.
 *
 * @throws NodeApiError if the answer is none of these; the run may have been started. Throws like
 * `ApiClient.send` else.
 */
export async function createSyncRun(
	client: ApiClient,
	workflowId: string,
	body: IDataObject,
	query: IDataObject,
): Promise<SyncAnswer> {
	const request: ApiRequest = {
		method: 'POST',
		path: apiPath`/v1/workflows/${workflowId}/runs/sync`,
		json: body,
		query,
		rule: 'create',
		timeoutMs: SYNC_TIMEOUT_MS,
		// Cut off, it would leave a run of which nobody knows the ID.
		outlives: 'siblings',
	};
	const response = await client.send(request);
	if (response.isJson !== true) throw client.oddResponse(request, response);
	const answer = readSyncAnswer(response.body);
	if (answer === undefined) throw client.oddResponse(request, response);
	return answer;
}

/** `GET /v1/workflows/{id}/runs/{id}`: the run with its output. Throws like `ApiClient.send`. */
export async function getRun(
	client: ApiClient,
	{ runId, workflowId, workflowName }: RunRef,
	limits: Pick<ApiRequest, 'timeoutMs' | 'maxAttempts' | 'deadlineAtMs'> = {},
): Promise<Run> {
	const path = apiPath`/v1/workflows/${workflowId}/runs/${runId}`;
	const request = { method: 'GET', path, rule: 'read', ...limits } as const;
	return withWorkflowName(await requestRun(client, request, workflowId), workflowName);
}

/**
 * What starts a run like one that exists: its input, its version and the nodes that it was limited to,
 * as `GET /v1/workflows/{id}/runs/{id}` returns them (API page "Create Run"). Undefined if Noxus does
 * not return the input. Throws like `ApiClient.send`.
 */
export async function readCreateBody(
	client: ApiClient,
	{ runId, workflowId }: RunRef,
): Promise<IDataObject | undefined> {
	const path = apiPath`/v1/workflows/${workflowId}/runs/${runId}`;
	const { body } = await client.send({ method: 'GET', path, rule: 'read' });
	const fields = asObject(body) ?? {};
	const input = asObject(fields.input);
	if (input === undefined) return undefined;
	const { workflow_version_id: versionId, single_node_id: nodeId, node_ids: nodeIds } = fields;
	return {
		input: input as IDataObject,
		...(typeof versionId === 'string' && { workflow_version_id: versionId }),
		...(Array.isArray(nodeIds) && { node_ids: nodeIds }),
		...(typeof nodeId === 'string' && { single_node_id: nodeId }),
	};
}

/** `POST /v1/runs/{id}/stop`: the run in its state after that. Throws like `ApiClient.send`. */
export async function stopRun(client: ApiClient, { runId, workflowId }: RunRef): Promise<Run> {
	const path = apiPath`/v1/runs/${runId}/stop`;
	// Stopping twice does no more than stopping once.
	return await requestRun(client, { method: 'POST', path, rule: 'read' }, workflowId);
}

/** `GET /v1/runs/{id}`: finds the workflow of a run. This endpoint gives no output. */
export async function findWorkflowId(
	client: ApiClient,
	runId: string,
	limits: Pick<ApiRequest, 'deadlineAtMs'> = {},
): Promise<string> {
	const path = apiPath`/v1/runs/${runId}`;
	const request = { method: 'GET', path, rule: 'read', ...limits } as const;
	return (await requestRun(client, request, '')).workflowId;
}

async function requestRun(
	client: ApiClient,
	request: ApiRequest,
	workflowId: string,
): Promise<Run> {
	const response = await client.send(request);
	const run = parseRun(response.body);
	if (run === undefined) throw client.oddResponse(request, response);
	return await withRunUrl(client, { ...run, workflowId: run.workflowId || workflowId });
}
