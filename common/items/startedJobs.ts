import pLimit from 'p-limit';

import type { ApiClient } from '../http/apiClient';

/** Stopping begins after the execution itself was stopped, so it must end by itself. */
const STOP_LIMIT_MS = 20_000;
const STOPS_AT_ONCE = 20;

/** IDs shown in one text; a user with more looks them up at the service. */
export const MAX_SHOWN_IDS = 50;

/** Something at a service that runs for a while, such as a run of Noxus. */
export interface Job {
	id: string;
	status: string;
}

/** What the jobs of a service are called, and what can be done with them. */
export interface JobKind<J extends Job> {
	/** For texts: `run`, `runs`. */
	noun: string;
	nouns: string;
	/** How to find those that may have been started, a sentence without a full stop. */
	findAdvice: string;
	/** The field of items and errors that holds the ID of a job. */
	idField: string;
	isFinal(status: string): boolean;
	/** What becomes of jobs when the execution is stopped, a sentence, if the service cannot stop them. */
	afterStop?: string;
	/** Stops it, and returns whether it has ended; undefined if the service cannot stop jobs. Never throws. */
	stop?: (client: ApiClient, job: J) => Promise<boolean>;
}

/** The jobs that a node execution has started, and those that are to be stopped with it. */
export class StartedJobs<J extends Job> {
	private readonly startedIds: string[] = [];
	private readonly running = new Map<string, J>();
	private unconfirmed = 0;

	constructor(readonly kind: JobKind<J>) {}

	/** Adds a job that was started and is waited for. */
	add(job: J): void {
		this.note(job.id);
		this.adopt(job);
	}

	/** Adds a job that was started and continues by itself: it is reported, but never stopped. */
	note(id: string): void {
		this.startedIds.push(id);
	}

	/** Counts a request of which it is not known whether it started a job. */
	noteUnconfirmed(): void {
		this.unconfirmed++;
	}

	/** Adds a job that is to be stopped with the execution, started here or not. */
	adopt(job: J): void {
		if (!this.kind.isFinal(job.status)) this.running.set(job.id, job);
	}

	/** Takes over the latest state of a job. */
	update(job: J): void {
		if (this.kind.isFinal(job.status)) this.running.delete(job.id);
	}

	get ids(): string[] {
		return [...this.startedIds];
	}

	/** The jobs whose end is not known. */
	get open(): J[] {
		return [...this.running.values()];
	}

	get unconfirmedCount(): number {
		return this.unconfirmed;
	}

	/**
	 * Stops all jobs that run, in a limited time, also after the execution was stopped itself. n8n's log
	 * names the others. Never throws.
	 */
	async stopAll(client: ApiClient): Promise<void> {
		const { stop, nouns } = this.kind;
		const jobs = [...this.running.values()];
		this.running.clear();
		if (stop === undefined || jobs.length === 0) return;
		const detached = client.endingOnlyWith(AbortSignal.timeout(STOP_LIMIT_MS));
		const limit = pLimit(STOPS_AT_ONCE);
		const stops = jobs.map(async (job) => ((await limit(stop, detached, job)) ? [] : [job.id]));
		const missed = (await Promise.all(stops)).flat();
		if (missed.length === 0) return;
		const message = `${client.service.name} ${nouns} that could not be stopped and may still be running: ${shownIds(missed)}`;
		client.context.logger.warn(message);
	}
}

/** What an error says of the jobs of its execution; `nouns` names them. */
export function startedText(nouns: string, ids: string[]): string {
	const started = `${nouns[0]?.toUpperCase()}${nouns.slice(1)} started by this execution`;
	return `${started}: ${shownIds(ids)}.`;
}

/** IDs for a text: the first ones, and how many more there are. */
export function shownIds(ids: string[]): string {
	const more = ids.length > MAX_SHOWN_IDS ? ` and ${ids.length - MAX_SHOWN_IDS} more` : '';
	return ids.slice(0, MAX_SHOWN_IDS).join(', ') + more;
}
