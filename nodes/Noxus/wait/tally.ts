import { NodeApiError, type IWebhookFunctions } from 'n8n-workflow';

import type { Run } from '../transport/run';
import { getRun, type RunRef } from '../transport/runs';
import { isFinal } from './runState';
import { SharedLook } from './sharedLook';

/** The sender waits for the answer; an API that is away must not keep it for long. */
const LIMITS = { timeoutMs: 10_000, maxAttempts: 2 };
export const READS_AT_ONCE = 20;
const MAX_PARKINGS_KEPT = 1_000;

/** Runs that have ended, by their ids, as far as they were read just now. */
export type EndedRuns = Map<string, Run | NodeApiError>;

/** What this process knows of a parking. All of it can be found out again from the API. */
export interface Tally {
	ended: Set<string>;
	look: SharedLook<EndedRuns | undefined>;
	/** When a callback took it on itself to resume the execution. */
	claimedAtMs: number;
	/** Whether the outputs are being fetched for that. */
	isResuming: boolean;
	/** Whether a callback reached this process and all runs before it were looked at. */
	hasTakenCallback: boolean;
}

const tallies = new Map<string, Tally>();

/** The tally of a parking; those of the oldest parkings are forgotten. */
export function tallyOf(parkingId: string): Tally {
	const found = tallies.get(parkingId);
	if (found !== undefined) return found;
	const tally: Tally = {
		ended: new Set(),
		look: new SharedLook(),
		claimedAtMs: 0,
		isResuming: false,
		hasTakenCallback: false,
	};
	tallies.set(parkingId, tally);
	const [oldest] = tallies.keys();
	if (tallies.size > MAX_PARKINGS_KEPT && oldest !== undefined) tallies.delete(oldest);
	return tally;
}

/**
 * Looks whether none of the runs goes on: undefined where one does, else those of them that it has
 * read itself. Reads runs of which the end is not known, up to the first ones that go on. Each step
 * reads twice as many as the one before, so a process that knows nothing finds all ends in few steps,
 * while a callback amid others costs one or two requests: linear in all.
 */
export async function findAllEnded(
	context: IWebhookFunctions,
	runs: RunRef[],
	tally: Tally,
): Promise<EndedRuns | undefined> {
	return await tally.look.take(async () => {
		const found: EndedRuns = new Map();
		for (let count = 1; ; count = Math.min(count * 2, READS_AT_ONCE)) {
			const open = runs.filter(({ runId }) => !tally.ended.has(runId));
			if (open.length === 0) return found;
			const read = open.slice(0, count).map(async (ref) => {
				const run = await readParked(context, ref);
				const isOver = hasEnded(run);
				if (isOver) {
					tally.ended.add(ref.runId);
					found.set(ref.runId, run);
				}
				return isOver;
			});
			if (!(await Promise.all(read)).every(Boolean)) return undefined;
		}
	});
}

/**
 * A parked run, or the refusal of a Noxus that does not know it any more: nobody would call back for
 * that one. Throws like `sendToNoxus` otherwise.
 */
export async function readParked(
	context: IWebhookFunctions,
	ref: RunRef,
): Promise<Run | NodeApiError> {
	return await getRun(context, ref, LIMITS).catch((error: unknown) => {
		if (error instanceof NodeApiError && error.httpCode === '404') return error;
		throw error;
	});
}

function hasEnded(run: Run | NodeApiError): boolean {
	return run instanceof NodeApiError || isFinal(run.status);
}
