import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiClient } from '../http/apiClient';
import { FileSizes } from '../http/fileSize';
import { Hints } from './hints';
import { StartedJobs, type Job, type JobKind } from './startedJobs';

/** What the items of one node execution share. */
export class Batch<J extends Job = Job> {
	readonly startedAtMs = Date.now();
	readonly hints: Hints;
	readonly jobs: StartedJobs<J>;
	readonly fileSizes = new FileSizes();
	/** For the work of the items: its requests end with the batch. */
	readonly client: ApiClient<IExecuteFunctions>;
	private readonly ending = new AbortController();

	/** `parent` is the client of the execution, which the end of the batch leaves alone. */
	constructor(
		readonly parent: ApiClient<IExecuteFunctions>,
		kind: JobKind<J>,
	) {
		this.client = parent.endingWith(this.ending.signal);
		this.hints = new Hints(parent.context);
		this.jobs = new StartedJobs(kind);
	}

	/** Ends all that the items do, as n8n's Stop does. */
	end(): void {
		this.ending.abort();
	}

	/** Whether the batch was ended, by `end` or by n8n's Stop. */
	get hasEnded(): boolean {
		return this.client.isStopped;
	}
}
