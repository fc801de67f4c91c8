import { pause } from '../http/pause';
import type { NoxusContext } from '../http/context';
import { backoffMs, type Backoff } from '../http/retry';
import type { Run } from '../../nodes/Noxus/api/run';
import type { RunReader } from '../../nodes/Noxus/wait/readRun';
import { endsWait } from '../../nodes/Noxus/api/runState';

/** Quick at first, because most runs are short; rare later, because long ones are many. */
const POLL_BACKOFF: Backoff = { firstMs: 500, factor: 1.5, capMs: 15_000 };

/**
 * Asks for the run until waiting is over or the deadline has come, and returns its last state.
 * Throws like `RunReader.read`.
 */
export async function pollRun(
	context: NoxusContext,
	reader: RunReader,
	deadlineAtMs: number,
): Promise<Run> {
	for (let attempt = 1; !endsWait(reader.latest.status); attempt++) {
		const remainingMs = deadlineAtMs - Date.now();
		if (remainingMs <= 0) break;
		await pause(context, Math.min(backoffMs(attempt, POLL_BACKOFF, Math.random), remainingMs));
		await reader.read();
	}
	return reader.latest;
}
