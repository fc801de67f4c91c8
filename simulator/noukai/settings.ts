import type { ErrorShape } from '../http/errors';
import type { RateLimit } from '../http/rateLimiter';
import type { SseWire } from '../http/sseWriter';
import type { WebhookSettings } from './webhooks/webhookSettings';

export type { WebhookSettings } from './webhooks/webhookSettings';

/**
 * The switches of the simulator. "Section n" is section n of the contract; a gap is one of its
 * section 17, whose default is the contract's assumption.
 */
export interface NoukaiSettings extends SseWire {
	/** How long a job stays pending. */
	queueMs: number;
	/** How long a block runs unless its flow says otherwise. */
	blockMs: number;
	/** How long the block of `slow` runs unless the parameter `milliseconds` says otherwise. */
	slowMs: number;
	/** Section 6.2: for so long after its submission, a job is not found yet. */
	jobAppearsAfterMs: number;
	/** For so long after its end, a job is still read as running: webhooks come before that. */
	jobReadLagMs: number;
	/** Section 16: the docs say 202, the mocks of the SDKs 200. */
	jobStatusCode: 200 | 202;
	/** Gap: `messages`, `attachments` and `tools`-less extras on /jobs. */
	jobExtras: 'accept' | 'ignore' | 'reject';

	/** Section 5: rounds of tool calls that the server allows, then 409 TOOL_ITERATION_LIMIT. */
	maxToolIterations: number;
	/** Section 5: spelling of messages that the server sends. */
	messageCasing: 'camel' | 'snake';
	/** Section 4.4: what old servers leave out of a paused answer. */
	pausedShape: 'full' | 'withoutToolCalls' | 'nullOutputs';
	/** Section 4.3: the docs' sample has no executionId. */
	executionIdInResult: boolean;

	/** Section 8: `: heartbeat` comments at this interval. */
	sseHeartbeatMs: number | null;
	/** Section 8: `event:` line, `eventType` in the JSON, or both. */
	sseEventName: 'both' | 'line' | 'json';
	/** Each stream is dropped after this many events. */
	sseDropAfterEvents: number | null;
	/** A drop cuts the connection, or ends the response properly. */
	sseDropHow: 'cut' | 'end';
	/** Each stream falls silent after this many events and stays open. */
	sseSilentAfterEvents: number | null;
	/** Section 20: the last frame has no blank line at its end. */
	sseUnterminated: boolean;
	/** Section 8: an event of an unknown type and one that is not JSON come before the first. */
	sseStrangeEvents: boolean;
	/** Gap: run_started comes in the first segment only, or in each. */
	runStartedEachSegment: boolean;
	/** Section 8: `nextStepIndex` in step_paused; only the docs show it. */
	sseNextStepIndex: boolean;
	/** Section 19.10: `runId` in run_started and `stepId` in step_paused, as SDKs below 0.4 want. */
	legacyEventIds: boolean;
	/** Section 7: a server without state of its own can step through an execution that has ended. */
	stepEndedExecutions: boolean;
	/** Section 8: what follows a step_error. */
	afterStepError: 'nothing' | 'flow_failed' | 'flow_completed';

	/** Section 9: capture mode of flows; a call with `trace` is captured in full. */
	captureMode: 'full' | 'redacted' | 'metadata_only' | 'off';
	/** Sections 9 and 20: deployments that take no API key for /seq/…/runs/… . */
	runTracesStatus: 200 | 401 | 403 | 404;
	/** Section 9: ids of /flow-runs are the execution ids, or `fr_…` of their own. */
	flowRunIds: 'execution' | 'own';
	/** Gap: fields of a listed flow run beyond id, flowId, status and triggerType. */
	flowRunFields: 'full' | 'minimal';
	/** Gap: a cursor that the list sends; it is reserved, and ignored when it comes back. */
	flowRunsCursor: string | null;
	/** Section 10: sessions have expired (410). */
	sessionsExpired: boolean;

	/** Gap: body of /keys/verify. */
	keyVerifyBody: 'snake' | 'camel' | 'slugs' | 'nested' | 'empty';
	/** Section 20: a flow of another project is 404 by the docs; 403 would be the other reading. */
	foreignFlowStatus: 404 | 403;
	/** Gap: status of an error code, such as `{ TOOLS_INVALID: 422 }`. */
	errorStatuses: Record<string, number>;
	/** Gap: body of a request that does not validate. */
	validationShape: 'list' | 'coded' | 'text';
	/** Section 12: shape of error bodies. */
	errorShape: ErrorShape;
	/** Section 19.2: X-Request-ID is missing on 404. */
	requestIdOn404: boolean;
	/** Gap: requests per key in a fixed window, then 429. */
	rateLimit: RateLimit | null;
	/** Gap: executions of a key that run at the same time, then 429. */
	maxConcurrent: number | null;
	/** Gap: largest request body, then 413. */
	maxBodyBytes: number;
	/** Section 5: largest `messages` or `toolCallMessages`, then 413 MESSAGES_TOO_LARGE. */
	maxMessagesBytes: number;
	/** Gap: whether the `.xyz` host answers beside `.dev`; read from the Host header. */
	oldHost: 'serves' | 'redirects' | 'refuses';
	/** Dates as ISO with `Z`, or without a zone. */
	dateStyle: 'z' | 'naive';

	/** Section 14. */
	webhook: WebhookSettings;
}

/** What may be given to change settings: `webhook` may be partial as well. */
export type NoukaiSettingsPatch = Partial<Omit<NoukaiSettings, 'webhook'>> & {
	webhook?: Partial<WebhookSettings>;
};
