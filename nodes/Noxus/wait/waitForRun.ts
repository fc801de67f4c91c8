import type { NoxusContext } from '../transport/request';
import type { Run } from '../transport/run';
import { pollRun } from './poll';
import { endsWait } from './runState';
import { streamRun } from './stream';

/**
 * Waits in place until the run has ended or waits for a person, for at most `maxWaitMs`, and returns
 * its last state: by the run's event stream, and by polling where that is not to be had.
 * Throws like `sendToNoxus`.
 */
export async function waitForRun(context: NoxusContext, run: Run, maxWaitMs: number): Promise<Run> {
	if (endsWait(run.status)) return run;
	const deadlineAtMs = Date.now() + maxWaitMs;
	const { run: latest, streamed } = await streamRun(context, run, deadlineAtMs);
	return streamed ? latest : await pollRun(context, latest, deadlineAtMs);
}
