import { NodeApiError, type IWebhookFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { Run } from '../../nodes/Noxus/api/run';
import { getRun, type RunRef } from '../../nodes/Noxus/api/runs';
import { isFinal } from '../../nodes/Noxus/api/runState';
import { SharedLook } from '../util/singleFlight';

/** The sender waits for the answer; an API that is away must not keep it for long. */
const LIMITS = { timeoutMs: 10_000, maxAttempts: 2 };
export const READS_AT_ONCE = 20;
const MAX_PARKINGS_KEPT = 1_000;

/** Runs that have ended, by their ids, as far as they were read just now. */
export type EndedRuns = Map<string, Run | NodeApiError>;

/** What this process knows of a parking. All of it can be found out again from the API. */
export interface Tally {
	ended: Set<string>;
	/** Runs that callbacks say have ended; the next look reads them first, and then forgets them. */
	told: Set<string>;
	look: SharedLook<EndedRuns | undefined>;
	/** When a callback took it on itself to resume the execution. */
	claimedAtMs: number;
	/** Whether the outputs are being fetched for that. */
	isResuming: boolean;
	/** Whether a callback reached this process and all runs were looked at, with none of them behind. */
	hasTakenCallback: boolean;
	/** The run of the last callback that the API was behind: who tells of none looks for its end, too. */
	behindRunId?: string;
}

const tallies = new Map<string, Tally>();

/** The tally of a parking; those of the oldest parkings are forgotten. */
export function tallyOf(parkingId: string): Tally {
	const found = tallies.get(parkingId);
	if (found !== undefined) return found;
	const tally: Tally = {
		ended: new Set(),
		told: new Set(),
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
 * read itself. Reads the runs that callbacks told of, then runs of which the end is not known, up to
 * the first ones that go on. Each step reads twice as many as the one before, so a process that knows
 * nothing finds all ends in few steps, while a callback amid others costs one or two requests: linear
 * in all.
 */
export async function findAllEnded(
	context: IWebhookFunctions,
	runs: RunRef[],
	tally: Tally,
): Promise<EndedRuns | undefined> {
	return await tally.look.take(async () => {
		const found: EndedRuns = new Map();
		const open = () => runs.filter(({ runId }) => !tally.ended.has(runId));
		const limit = pLimit(READS_AT_ONCE);
		const haveEnded = async (refs: RunRef[]): Promise<boolean> => {
			const read = refs.map(async (ref) => await limit(readOne, context, ref, tally, found));
			return (await Promise.all(read)).every(Boolean);
		};
		const told = open().filter(({ runId }) => tally.told.has(runId));
		tally.told.clear();
		if (!(await haveEnded(told))) return undefined;
		for (let count = 1; open().length > 0; count = Math.min(count * 2, READS_AT_ONCE)) {
			if (!(await haveEnded(open().slice(0, count)))) return undefined;
		}
		return found;
	});
}

/** Reads a run, notes it where it has ended, and returns whether it has. */
async function readOne(
	context: IWebhookFunctions,
	ref: RunRef,
	{ ended }: Tally,
	found: EndedRuns,
): Promise<boolean> {
	const run = await readParked(context, ref);
	if (!hasEnded(run)) return false;
	ended.add(ref.runId);
	found.set(ref.runId, run);
	return true;
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
