import type { RunEvent } from '../api/runEvents';
import type { ApiClient } from '../../../common/http/apiClient';
import type { Run } from '../api/run';
import { pollJob } from '../../../common/wait/pollJob';
import { findWorkflowId, getRun } from '../api/runs';
import { JobReader, type ReadJob } from '../../../common/wait/jobReader';
import { endsWait } from '../api/runState';
import { streamRun } from './stream';

export interface WaitOptions {
	deadlineAtMs: number;
	/** `stream` falls back to polling if there is no stream. */
	follow: 'stream' | 'poll';
	/** Gets each event of the run's stream once. */
	onEvent?: (event: RunEvent) => void;
	/** Called once, with the reason, when streaming was given up for polling. */
	onFallback?: (reason: string) => void;
}

const FALLBACK_REASONS = {
	refused: 'Noxus refused the event stream of the run',
	broken: 'the event stream of the run broke off repeatedly; a proxy may be closing it',
	late: 'Noxus reported the end of the run later than its event stream',
	unopened: 'the event stream of the run could not be opened for a while',
	tooLarge: 'the event stream of the run has an event that is too large to be read',
};

/**
 * Waits in place until the run has ended or waits for a person, or the deadline has come, and
 * returns its last state.
 *
 * @throws NodeApiError for an answer that time will not change, or when Noxus was unreachable too long.
 * @throws NodeOperationError when the execution was stopped.
 */
export async function waitForRun(
	client: ApiClient,
	run: Run,
	{ deadlineAtMs, follow, onEvent, onFallback }: WaitOptions,
): Promise<Run> {
	if (endsWait(run.status) || Date.now() >= deadlineAtMs) return run;
	const reader = new JobReader(client, run, deadlineAtMs, readRun);
	if (follow === 'stream') {
		const outcome = await streamRun({ client, reader, deadlineAtMs, onEvent });
		if (outcome === 'over') return reader.latest;
		onFallback?.(FALLBACK_REASONS[outcome]);
	}
	return await pollJob(client, reader, ({ status }) => endsWait(status), deadlineAtMs);
}

/** Reads a run that is waited for. One whose workflow is not known is looked up by its ID first. */
export const readRun: ReadJob<Run> = async (client, run, limits) => {
	const { id: runId, workflowId: known, workflowName } = run;
	const workflowId = known === '' ? await findWorkflowId(client, runId, limits) : known;
	return await getRun(client, { runId, workflowId, workflowName }, limits);
};
