import type { ApiClient } from '../http/apiClient';
import { backoffMs, type Backoff } from '../http/retry';
import type { JobReader } from './jobReader';

/** Quick at first, because most jobs are short; rare later, because long ones are many. */
const POLL_BACKOFF: Backoff = { firstMs: 500, factor: 1.5, capMs: 15_000 };

/**
 * Reads a job until `isOver` or the deadline, and returns its last state. Throws like `JobReader.read`.
 */
export async function pollJob<J>(
	client: ApiClient,
	reader: JobReader<J>,
	isOver: (job: J) => boolean,
	deadlineAtMs: number,
): Promise<J> {
	for (let attempt = 1; !isOver(reader.latest); attempt++) {
		const remainingMs = deadlineAtMs - Date.now();
		if (remainingMs <= 0) break;
		await client.pause(Math.min(backoffMs(attempt, POLL_BACKOFF, Math.random), remainingMs));
		await reader.read();
	}
	return reader.latest;
}
