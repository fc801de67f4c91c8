import { asObject, textOrUndefined } from '../../../common/util/json';
import { apiPath } from '../../../common/http/apiPath';
import type { ApiClient } from '../../../common/http/apiClient';
import type { ApiRequest } from '../../../common/http/apiRequest';
import { isSameId } from '../../../common/util/uuid';

/** More than anyone has saved of one workflow. */
const MAX_VERSIONS = 10_000;

type Limits = Pick<ApiRequest, 'timeoutMs' | 'maxAttempts'>;

/** A workflow, in one of its versions; the current one where the version is empty. */
export interface WorkflowRef {
	workflowId: string;
	versionId: string;
}

export interface WorkflowVersion {
	id: string;
	name: string;
	description: string;
	/** Any JSON. */
	definition: unknown;
}

/** A workflow as Noxus has it, in one of its versions. */
export interface WorkflowDetails {
	/** Of the workflow, if it was read itself; a version has another name. */
	name?: string;
	/** Any JSON, null if Noxus returns none; undefined if there is no such version. */
	definition: unknown;
}

/**
 * `GET /v1/workflows/{id}`, or for a version `GET /v1/workflows/{id}/versions`. Throws like
 * `ApiClient.send`.
 */
export async function readWorkflow(
	client: ApiClient,
	{ workflowId, versionId }: WorkflowRef,
	limits: Limits = {},
): Promise<WorkflowDetails> {
	if (versionId !== '') {
		const versions = await listVersions(client, workflowId, limits);
		return { definition: versions.find(({ id }) => isSameId(id, versionId))?.definition };
	}
	const path = apiPath`/v1/workflows/${workflowId}`;
	const request: ApiRequest = { method: 'GET', path, rule: 'read', ...limits };
	const response = await client.send(request);
	const { id, name, definition } = asObject(response.body) ?? {};
	if (id === undefined && definition === undefined) throw client.oddResponse(request, response);
	return { name: textOrUndefined(name), definition: definition ?? null };
}

/** The definition alone. Throws like `readWorkflow`. */
export async function readDefinition(
	client: ApiClient,
	workflow: WorkflowRef,
	limits?: Limits,
): Promise<unknown> {
	return (await readWorkflow(client, workflow, limits)).definition;
}

/**
 * `GET /v1/workflows/{id}/versions`: the saved versions, in the order of Noxus. A bare list (SDK
 * resources/workflows.py); a page is taken too. Throws like `ApiClient.send`.
 */
export async function listVersions(
	client: ApiClient,
	workflowId: string,
	limits: Limits = {},
): Promise<WorkflowVersion[]> {
	const path = apiPath`/v1/workflows/${workflowId}/versions`;
	const request: ApiRequest = { method: 'GET', path, rule: 'read', ...limits };
	const response = await client.send(request);
	const items = asObject(response.body)?.items ?? response.body;
	if (!Array.isArray(items)) throw client.oddResponse(request, response);
	return items
		.slice(0, MAX_VERSIONS)
		.map(parseVersion)
		.filter((version) => version !== undefined);
}

function parseVersion(value: unknown): WorkflowVersion | undefined {
	const { id, name, description, definition } = asObject(value) ?? {};
	if (typeof id !== 'string') return undefined;
	return {
		id,
		name: textOrUndefined(name) ?? id,
		description: typeof description === 'string' ? description : '',
		definition: definition ?? null,
	};
}
