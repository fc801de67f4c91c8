import type { ApiClient } from '../../../../common/http/apiClient';
import { apiPath } from '../../../../common/http/apiPath';
import { parseSession, type RecordedSession } from './session';

/** `GET /seq/sessions/{sessionId}`: what the runs of a session did. Throws like `ApiClient.send`. */
export async function getSession(client: ApiClient, sessionId: string): Promise<RecordedSession> {
	const path = apiPath`/seq/sessions/${sessionId}`;
	const request = { method: 'GET', path, rule: 'read' } as const;
	const response = await client.send(request);
	const session = parseSession(response.body);
	if (session !== undefined) return session;
	const { statusCode, isJson } = response;
	throw isJson ? client.error({ ...request, statusCode }) : client.oddResponse(request, response);
}
