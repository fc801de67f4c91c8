import { asObject, textOrUndefined } from '../../../common/util/json';
import { apiPath } from '../../../common/http/apiPath';
import type { ApiClient } from '../../../common/http/apiClient';
import type { ApiRequest } from '../../../common/http/apiRequest';

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

/**
 * The definition of a workflow, any JSON, null where Noxus tells none: `GET /v1/workflows/{id}`, or
 * for a version `GET /v1/workflows/{id}/versions`; undefined where there is no such version. Throws
 * like `ApiClient.send`.
 */
export async function readDefinition(
	client: ApiClient,
	{ workflowId, versionId }: WorkflowRef,
	limits: Limits = {},
): Promise<unknown> {
	if (versionId !== '') {
		const versions = await listVersions(client, workflowId, limits);
		return versions.find(({ id }) => id === versionId)?.definition;
	}
	const path = apiPath`/v1/workflows/${workflowId}`;
	const { body } = await client.send({ method: 'GET', path, rule: 'read', ...limits });
	return asObject(body)?.definition ?? null;
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
	const { body } = await client.send({ method: 'GET', path, rule: 'read', ...limits });
	const items = asObject(body)?.items ?? body;
	return (Array.isArray(items) ? items : [])
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
