import type { ApiClient } from '../../../../common/http/apiClient';
import { apiPath } from '../../../../common/http/apiPath';
import type { ApiRequest, ApiResponse } from '../../../../common/http/apiRequest';
import { refusalStatusCode } from '../../../../common/http/errors';
import { readErrorDetail } from '../../../../common/http/errorDetail';
import { asObject, textOrUndefined } from '../../../../common/util/json';
import { actionPath, flowPath, type FlowRef } from './flowRef';
import type { JobRequest } from './flowRequest';
import { sessionHeader } from './flows';
import { either } from './toolCalls';

/** A new job is not found until a worker has begun it; the SDKs allow as long (noukai-python-sdk, _jobs.py). */
export const UNLISTED_MS = 5_000;

/** What it takes to read a job. */
export interface JobRef {
	id: string;
	flow: FlowRef;
	/** Until then, a job that Noukai does not know counts as pending. */
	unlistedUntilMs: number;
	/** What the answer to its submission said; null for a job that was submitted elsewhere. */
	submission: Submission | null;
}

/** What is known of a job from its submission alone. */
export interface Submission {
	flowId: string | null;
	blockCount: number | null;
	sessionId: string | null;
}

/** An execution of a flow that continues by itself, as it was last read. */
export interface FlowJob extends JobRef {
	/** `started`, `pending`, `running`, `completed` or `failed`. */
	status: string;
	result: unknown;
	errorMessage: string | null;
	/** Noukai does not know it yet. */
	isUnlisted?: true;
}

/**
 * `POST …/jobs`: starts a job and returns at once. It is never sent a second time if it may have
 * started something.
 *
 * @throws NodeApiError also for an answer without an ID; the job may have been started. Throws like
 * `ApiClient.send` else.
 */
export async function submitJob(
	client: ApiClient,
	flow: FlowRef,
	body: JobRequest,
	sessionId: string | undefined,
): Promise<FlowJob> {
	const request: ApiRequest = {
		method: 'POST',
		path: actionPath(flow, 'jobs'),
		rule: 'create',
		json: body,
		headers: sessionHeader(sessionId),
		// Carried through on Stop: only who knows the ID can find the job again.
		outlives: 'stop',
	};
	const response = await client.send(request);
	const fields = asObject(response.body) ?? {};
	const id = textOrUndefined(either(fields, 'executionId'));
	if (id === undefined) throw client.oddResponse(request, response);
	const blockCount = either(fields, 'blockCount');
	const submission = {
		flowId: textOrUndefined(either(fields, 'flowId')) ?? null,
		blockCount: typeof blockCount === 'number' ? blockCount : null,
		sessionId: sessionId ?? null,
	};
	const unlistedUntilMs = Date.now() + UNLISTED_MS;
	const status = textOrUndefined(fields.status) ?? 'started';
	return { id, flow, unlistedUntilMs, submission, status, result: null, errorMessage: null };
}

/** `GET …/jobs/{id}`: the job as it is now. Throws like `ApiClient.send`. */
export async function getJob(
	client: ApiClient,
	ref: JobRef,
	limits: Pick<ApiRequest, 'timeoutMs' | 'maxAttempts' | 'deadlineAtMs'> = {},
): Promise<FlowJob> {
	const path = `${flowPath(ref.flow)}${apiPath`/jobs/${ref.id}`}`;
	const request: ApiRequest = { method: 'GET', path, rule: 'read', ...limits };
	const response = await client.send(request).catch((error: unknown): undefined => {
		const isUnknown = refusalStatusCode(error) === 404;
		if (!isUnknown || Date.now() >= ref.unlistedUntilMs) throw error;
	});
	if (response === undefined) return { ...toJob(ref, { status: 'pending' }), isUnlisted: true };
	const fields = readFields(response);
	if (fields === undefined) throw client.oddResponse(request, response);
	return toJob(ref, fields);
}

type JobFields = Record<string, unknown> & { status: string };

function readFields({ body }: ApiResponse): JobFields | undefined {
	const fields = asObject(body);
	const status = textOrUndefined(fields?.status);
	return status === undefined ? undefined : { ...fields, status };
}

function toJob({ id, flow, unlistedUntilMs, submission }: JobRef, fields: JobFields): FlowJob {
	const { status, result = null, error } = fields;
	const errorMessage = textOrUndefined(error) ?? readErrorDetail(error) ?? null;
	return { id, flow, unlistedUntilMs, submission, status, result, errorMessage };
}
