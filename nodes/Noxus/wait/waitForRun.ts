import type { RunEvent } from '../api/runEvents';
import type { ApiClient } from '../../../common/http/apiClient';
import type { Run } from '../api/run';
import { pollJob } from '../../../common/wait/pollJob';
import { findWorkflowId, getRun } from '../api/runs';
import { JobReader, type ReadJob } from '../../../common/wait/jobReader';
import { endsWait } from '../api/runState';
import type { StreamPosition } from './followStream';
import { streamRun } from './stream';

/** What was noticed of a run: an event, or its state as it was read. */
export type RunNews = { event: RunEvent } | { run: Run };

export interface WaitOptions {
	deadlineAtMs: number;
	/** `stream` falls back to polling if there is no stream. */
	follow: 'stream' | 'poll';
	/** Gets each event of the run's stream once. */
	onEvent?: (event: RunEvent) => void;
	/** Called for each event of the stream, once, and for each read that shows the run changed. */
	onProgress?: (news: RunNews) => void;
	/** Where the stream of an earlier wait for the same run has ended. */
	position?: StreamPosition;
	/** Called once, with the reason, when streaming was given up for polling. */
	onFallback?: (reason: string) => void;
}

const FALLBACK_REASONS = {
	refused: 'Noxus refused the event stream of the run',
	broken: 'the event stream of the run was interrupted repeatedly; a proxy may be closing it',
	late: 'the event stream of the run ended before Noxus reported the run as finished',
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
	{ deadlineAtMs, follow, onEvent, onProgress, onFallback, position }: WaitOptions,
): Promise<Run> {
	if (endsWait(run.status) || Date.now() >= deadlineAtMs) return run;
	const heard = { event: false };
	const reader = new JobReader(client, run, deadlineAtMs, noting(onProgress, heard));
	if (follow === 'stream') {
		const onNews = (event: RunEvent) => {
			heard.event = true;
			onProgress?.({ event });
		};
		const outcome = await streamRun({ client, reader, deadlineAtMs, onEvent, onNews, position });
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

/** A change that the stream has shown by an event is not progress once more when the run is read. */
function noting(onProgress: WaitOptions['onProgress'], heard: { event: boolean }): ReadJob<Run> {
	return async (client, before, limits) => {
		const run = await readRun(client, before, limits);
		const hasMoved = run.status !== before.status || run.progress !== before.progress;
		if (hasMoved && !heard.event) onProgress?.({ run });
		heard.event = false;
		return run;
	};
}
