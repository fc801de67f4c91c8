import type { ApiClient } from '../../../../common/http/apiClient';
import { getJob, type FlowJob, type JobRef } from '../api/jobs';

/** Between two reads of a job that Noukai does not know yet. */
const REREAD_MS = 1_000;

/**
 * Reads a job. One that Noukai does not know may have been submitted just now, and is read again
 * while that is possible. Throws like `getJob`.
 */
export async function readListedJob(client: ApiClient, ref: JobRef): Promise<FlowJob> {
	for (;;) {
		const job = await getJob(client, ref);
		if (job.isUnlisted !== true) return job;
		await client.pause(REREAD_MS);
	}
}
