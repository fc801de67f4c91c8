import type { RunEvent } from '../api/runEvents';
import type { NoxusContext } from '../../../common/http/context';
import type { Run } from '../api/run';
import { pollRun } from '../../../common/wait/poll';
import { RunReader } from './readRun';
import { endsWait } from '../api/runState';
import { streamRun } from './stream';

export interface WaitOptions {
	deadlineAtMs: number;
	/** `stream` falls back to polling where streaming is not to be had. */
	follow: 'stream' | 'poll';
	/** Gets each event of the run's stream once. */
	onEvent?: (event: RunEvent) => void;
	/** Told once, with the reason, when streaming was given up for polling. */
	onFallback?: (reason: string) => void;
}

const FALLBACK_REASONS = {
	refused: 'this Noxus refused the event stream of the run',
	broken: 'the event stream of the run broke off again and again; a proxy may cut it',
	behind: 'Noxus showed the end of the run later than the event stream told it',
	unopened: 'the event stream of the run could not be opened for a while',
	tooLarge: 'the event stream of the run has an event that is too large to be read',
};

/**
 * Waits in place until the run has ended or waits for a person, or the deadline has come, and
 * returns its last state.
 *
 * @throws NodeApiError for an answer that time will not change, or when Noxus was away too long.
 * @throws NodeOperationError when the execution was stopped.
 */
export async function waitForRun(
	context: NoxusContext,
	run: Run,
	{ deadlineAtMs, follow, onEvent, onFallback }: WaitOptions,
): Promise<Run> {
	if (endsWait(run.status) || Date.now() >= deadlineAtMs) return run;
	const reader = new RunReader(context, run, deadlineAtMs);
	if (follow === 'stream') {
		const outcome = await streamRun({ context, reader, deadlineAtMs, onEvent });
		if (outcome === 'over') return reader.latest;
		onFallback?.(FALLBACK_REASONS[outcome]);
	}
	return await pollRun(context, reader, deadlineAtMs);
}
