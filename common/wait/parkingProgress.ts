import { NodeApiError } from 'n8n-workflow';
import pLimit from 'p-limit';

import type { ApiClient } from '../http/apiClient';
import { refusalStatusCode } from '../http/errors';
import { dropOldest } from '../util/boundedMaps';
import { SingleFlight } from '../util/singleFlight';
import type { ParkedJobKind } from './parkedJobKind';
import { findRecent, keepRecent } from './recentJobs';

export const READS_AT_ONCE = 20;
const MAX_PARKINGS_KEPT = 5_000;
const MAX_RESUMED_KEPT = 50_000;

/** Jobs that have ended, by their IDs, if they were read just now. */
export type EndedJobs<J> = Map<string, J | NodeApiError>;

/** What this process knows of a parking. All of it can be found out again from the API. */
export interface ParkingProgress {
	parkingId: string;
	endedIds: Set<string>;
	/** Jobs that callbacks report as ended; the next check reads them first, and then forgets them. */
	reportedIds: Set<string>;
	checks: SingleFlight<unknown>;
	/** When a callback began to resume the execution. */
	claimedAtMs: number;
	/** Whether the outputs are being fetched for that. */
	isResuming: boolean;
	/** Whether a callback reached this process and all jobs were checked, with none of them unconfirmed. */
	callbackHandled: boolean;
	/** The job of the last callback whose end the API did not show yet; later callbacks check it, too. */
	unconfirmedId?: string;
}

const byParking = new Map<string, ParkingProgress>();

/** Parkings of which a callback was answered that it resumes the execution. */
const resumed = new Map<string, true>();

/** Whether no callback was answered before that it resumes this parking; this one is, then. */
export function isFirstToResume(parkingId: string): boolean {
	if (resumed.has(parkingId)) return false;
	resumed.set(parkingId, true);
	dropOldest(resumed, MAX_RESUMED_KEPT);
	return true;
}

/** The progress of a parking; those that had no callback for longest are forgotten. */
export function progressOf(parkingId: string): ParkingProgress {
	const progress = byParking.get(parkingId) ?? newProgress(parkingId);
	byParking.delete(parkingId);
	byParking.set(parkingId, progress);
	dropOldest(byParking, MAX_PARKINGS_KEPT);
	return progress;
}

function newProgress(parkingId: string): ParkingProgress {
	return {
		parkingId,
		endedIds: new Set(),
		reportedIds: new Set(),
		checks: new SingleFlight(),
		claimedAtMs: 0,
		isResuming: false,
		callbackHandled: false,
	};
}

/** The jobs of a parking, with what it takes to read them. */
export class ParkedJobs<Ref, J> {
	constructor(
		readonly client: ApiClient,
		readonly kind: ParkedJobKind<Ref, J>,
		readonly refs: Ref[],
		readonly progress: ParkingProgress,
	) {}

	/**
	 * Checks whether none of the jobs still runs: undefined if one does, else those of them that it has
	 * read itself. Reads the jobs that callbacks report, then jobs whose end is not known, up to the
	 * first ones that still run. Each step reads twice as many as the one before, so a process that
	 * knows nothing finds all ends in few steps, while a callback amid others costs one or two
	 * requests: linear in all.
	 */
	async findAllEnded(): Promise<EndedJobs<J> | undefined> {
		const check = async (): Promise<EndedJobs<J> | undefined> => await this.check();
		return (await this.progress.checks.take(check)) as EndedJobs<J> | undefined;
	}

	/**
	 * A job, or the refusal of a service that does not know it any more: nobody would call back for that
	 * one. Throws like `ApiClient.send` otherwise.
	 */
	async read(ref: Ref): Promise<J | NodeApiError> {
		return await this.kind.read(this.client, ref).catch((error: unknown) => {
			if (error instanceof NodeApiError && refusalStatusCode(error) === 404) return error;
			throw error;
		});
	}

	/** The same for a job that has ended, which is not read again if a callback has just had it read. */
	async readEnded(ref: Ref): Promise<J | NodeApiError> {
		const kept = findRecent(this.keyOf(ref), Date.now());
		return kept === undefined ? await this.read(ref) : (kept as J);
	}

	private keyOf(ref: Ref): string {
		return `${this.progress.parkingId} ${this.kind.idOf(ref)}`;
	}

	private async check(): Promise<EndedJobs<J> | undefined> {
		const { endedIds, reportedIds } = this.progress;
		const { idOf } = this.kind;
		const found: EndedJobs<J> = new Map();
		const limit = pLimit(READS_AT_ONCE);
		const open = () => this.refs.filter((ref) => !endedIds.has(idOf(ref)));
		const haveEnded = async (refs: Ref[]): Promise<boolean> => {
			const read = refs.map(async (ref) => await limit(async () => await this.readOne(ref, found)));
			return (await Promise.all(read)).every(Boolean);
		};
		const reported = open().filter((ref) => reportedIds.has(idOf(ref)));
		reportedIds.clear();
		if (!(await haveEnded(reported))) return undefined;
		for (let count = 1; open().length > 0; count = Math.min(count * 2, READS_AT_ONCE)) {
			if (!(await haveEnded(open().slice(0, count)))) return undefined;
		}
		return found;
	}

	/** Reads a job, notes it if it has ended, and returns whether it has. */
	private async readOne(ref: Ref, found: EndedJobs<J>): Promise<boolean> {
		const job = await this.read(ref);
		if (!(job instanceof NodeApiError) && !this.kind.isFinal(job)) return false;
		const id = this.kind.idOf(ref);
		this.progress.endedIds.add(id);
		found.set(id, job);
		if (!(job instanceof NodeApiError)) keepRecent(this.keyOf(ref), job, Date.now());
		return true;
	}
}
