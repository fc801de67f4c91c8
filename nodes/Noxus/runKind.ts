import type { ApiClient } from '../../common/http/apiClient';
import type { JobKind } from '../../common/items/startedJobs';
import type { Run } from './api/run';
import { getRun, stopRun } from './api/runs';
import { isFinal } from './api/runState';

const CHECK_LIMITS = { timeoutMs: 5_000, maxAttempts: 1 };

/** Runs, as the jobs that a node execution starts. */
export const runKind: JobKind<Run> = {
	noun: 'run',
	nouns: 'runs',
	findAdvice: 'Check Run: Get Many',
	idField: 'runId',
	isFinal,
	stop: stopOrCheck,
};

/** What Noxus answers to the stop of a run that has ended is not documented. */
async function stopOrCheck(client: ApiClient, run: Run): Promise<boolean> {
	const ref = { runId: run.id, workflowId: run.workflowId };
	try {
		await stopRun(client, ref);
		return true;
	} catch (error) {
		const latest = await getRun(client, ref, CHECK_LIMITS).catch(() => undefined);
		if (isFinal(latest?.status)) return true;
		const { logger } = client.context;
		logger.debug(`Noxus run ${run.id} was not stopped: ${(error as Error).message}`);
		return false;
	}
}
