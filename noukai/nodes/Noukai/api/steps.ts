import type { ApiClient } from '../../../../common/http/apiClient';
import { sendForEvents, type EventStream } from '../../../../common/http/eventStream';
import { parseFlowEvent, type FlowEvent } from './flowEvents';
import { actionPath, type FlowRef } from './flowRef';
import { sessionHeader, type RunLimits } from './flows';

/**
 * `POST …/step`: runs one step, or all that are left, and streams what happens. It costs, so it is
 * never sent again by itself, however the stream ends. Throws like `ApiClient.send`.
 */
export async function openSteps(
	client: ApiClient,
	flow: FlowRef,
	body: object,
	{ timeoutMs, sessionId }: RunLimits,
): Promise<EventStream<FlowEvent>> {
	const request = {
		method: 'POST',
		path: actionPath(flow, 'step'),
		rule: 'create',
		json: body,
		headers: sessionHeader(sessionId),
		timeoutMs,
	} as const;
	return await sendForEvents(client, request, parseFlowEvent);
}
