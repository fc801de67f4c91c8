import type { IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { Run } from '../api/run';
import { getRun, stopRun } from '../api/runs';
import { withOnlySignal } from '../../../common/http/signals';
import { isFinal } from '../api/runState';

/** Stopping is done after the execution itself was stopped, so it ends by itself. */
const STOP_LIMIT_MS = 20_000;
const STOPS_AT_ONCE = 20;
const LOOK_LIMITS = { timeoutMs: 5_000, maxAttempts: 1 };

/** So many ids are told; a user with more looks them up in Noxus. */
export const MAX_TOLD_IDS = 50;

/** The runs that this node execution has started, and those that are to be stopped with it. */
export class StartedRuns {
	private readonly started: string[] = [];
	/** How many requests got no answer that tells whether they started a run. */
	private unsure = 0;
	private readonly underWay = new Map<string, Run>();

	/** Notes a run that was started and is waited for. */
	add(run: Run): void {
		this.note(run.id);
		this.adopt(run);
	}

	/** Notes a run that was started and goes on by itself: it is told, but never stopped. */
	note(runId: string): void {
		this.started.push(runId);
	}

	/** Notes a request of which nobody knows whether it started a run. */
	noteUnsure(): void {
		this.unsure++;
	}

	/** Notes a run that is to be stopped with the execution, whoever started it. */
	adopt(run: Run): void {
		if (!isFinal(run.status)) this.underWay.set(run.id, run);
	}

	/** Notes the latest state of a run. One that waits for a person is under way, too. */
	update(run: Run): void {
		if (isFinal(run.status)) this.underWay.delete(run.id);
	}

	get ids(): string[] {
		return [...this.started];
	}

	get unsureCount(): number {
		return this.unsure;
	}

	/**
	 * Stops all runs that go on, as far as Noxus lets us in the time, also when the execution was
	 * stopped itself. n8n's log is told of the others. Never throws.
	 */
	async stopAll(context: IExecuteFunctions): Promise<void> {
		const runs = [...this.underWay.values()];
		this.underWay.clear();
		const detached = withOnlySignal(context, AbortSignal.timeout(STOP_LIMIT_MS));
		const limit = pLimit(STOPS_AT_ONCE);
		const stops = runs.map(async (run) => await limit(stopOrTell, detached, run));
		const missed = (await Promise.all(stops)).filter((id) => id !== undefined);
		if (missed.length === 0) return;
		const more = missed.length > MAX_TOLD_IDS ? ` and ${missed.length - MAX_TOLD_IDS} more` : '';
		const ids = missed.slice(0, MAX_TOLD_IDS).join(', ');
		context.logger.warn(`Noxus runs that could not be stopped and may go on: ${ids}${more}`);
	}
}

/** The id of the run where it could not be stopped and has not ended by itself. Never throws. */
async function stopOrTell(context: IExecuteFunctions, run: Run): Promise<string | undefined> {
	const ref = { runId: run.id, workflowId: run.workflowId };
	try {
		await stopRun(context, ref);
		return undefined;
	} catch (error) {
		// What Noxus answers to the stop of a run that has ended is not documented.
		const latest = await getRun(context, ref, LOOK_LIMITS).catch(() => undefined);
		if (isFinal(latest?.status)) return undefined;
		context.logger.debug(`Noxus run ${run.id} was not stopped: ${(error as Error).message}`);
		return run.id;
	}
}
