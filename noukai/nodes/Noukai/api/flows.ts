import type { ApiClient } from '../../../../common/http/apiClient';
import { parseFlowAnswer, type FinishedExecution, type PausedExecution } from './flowAnswer';
import { actionPath, type FlowRef } from './flowRef';

/** How a run is sent. */
export interface RunLimits {
	timeoutMs: number;
	/** The session that the run is grouped under. */
	sessionId?: string;
}

/** The header that groups runs (noukai-python-sdk, _flow.py). */
export const sessionHeader = (sessionId: string | undefined) =>
	sessionId === undefined ? {} : { 'X-Session-Id': sessionId };

/**
 * `POST …/execute`: runs a flow, or resumes one that waits for tools. It is never sent a second time
 * if it may have started something. Throws like `ApiClient.send`.
 */
export async function executeFlow(
	client: ApiClient,
	flow: FlowRef,
	body: object,
	{ timeoutMs, sessionId }: RunLimits,
): Promise<FinishedExecution | PausedExecution> {
	const method = 'POST';
	const path = actionPath(flow, 'execute');
	const rule = 'create';
	const response = await client.send({
		method,
		path,
		rule,
		json: body,
		headers: sessionHeader(sessionId),
		timeoutMs,
		// Cut off, it would leave an execution of which nobody knows the ID.
		outlives: 'siblings',
	});
	const answer = parseFlowAnswer(response.body);
	if (answer !== undefined) return answer;
	throw client.error({ method, path, rule, statusCode: response.statusCode });
}
