import type { ApiClient } from '../../../../common/http/apiClient';
import { JobReader } from '../../../../common/wait/jobReader';
import { pollJob } from '../../../../common/wait/pollJob';
import { getJob, type FlowJob } from '../api/jobs';
import { isFinal } from '../executionKind';

/** A job that was submitted just now may be unknown to Noukai: it then counts as pending. */
export const readerOf = (client: ApiClient, job: FlowJob, deadlineAtMs: number) =>
	new JobReader(client, job, deadlineAtMs, getJob);

/**
 * Waits in place until the job has ended or the deadline has come, and returns its last state. Throws
 * like `pollJob`.
 */
export async function waitForJob(
	client: ApiClient,
	job: FlowJob,
	deadlineAtMs: number,
): Promise<FlowJob> {
	const reader = readerOf(client, job, deadlineAtMs);
	return await pollJob(client, reader, ({ status }) => isFinal(status), deadlineAtMs);
}
