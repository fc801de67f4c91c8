import { NodeApiError } from 'n8n-workflow';

import type { ApiClient } from '../http/apiClient';
import type { ApiRequest } from '../http/apiRequest';
import { isForeignAnswer } from '../http/errors';
import { isTransient } from '../http/retry';

/** A job continues while the service is unreachable; only after this long is the wait given up. */
const OUTAGE_LIMIT_MS = 10 * 60_000;

/** Reads the latest state of a job. Throws like `ApiClient.send`. */
export type ReadJob<J> = (
	client: ApiClient,
	job: J,
	limits: Pick<ApiRequest, 'deadlineAtMs'>,
) => Promise<J>;

/** Reads one job again and again while it is waited for. */
export class JobReader<J> {
	/** Whether the last attempt to read it failed. */
	isUnreachable = false;
	private lastContactAtMs = Date.now();

	constructor(
		private readonly client: ApiClient,
		/** The job as it was last read. */
		public latest: J,
		/** A service that hangs delays nobody for long after this. */
		private readonly deadlineAtMs: number,
		private readonly readJob: ReadJob<J>,
	) {}

	/**
	 * Reads the job, and returns it as last read if the service is unreachable at the moment.
	 *
	 * @throws NodeApiError for an answer that time will not change, or after 10 minutes without a good one.
	 * @throws NodeOperationError when the execution was stopped.
	 */
	async read(): Promise<J> {
		const { deadlineAtMs } = this;
		const job = await this.readJob(this.client, this.latest, { deadlineAtMs }).catch(this.passOver);
		this.isUnreachable = job === undefined;
		if (job !== undefined) {
			this.latest = job;
			this.noteContact();
		}
		return this.latest;
	}

	/** The service was heard in another way, such as by an event: it is reachable. */
	noteContact(): void {
		this.lastContactAtMs = Date.now();
	}

	private readonly passOver = (error: unknown): undefined => {
		const isPassing = error instanceof NodeApiError && isPassingFault(error);
		if (!isPassing || Date.now() - this.lastContactAtMs > OUTAGE_LIMIT_MS) throw error;
	};
}

/** A success that makes no sense, a redirect, or the page of a proxy passes like a 502. */
function isPassingFault(error: NodeApiError): boolean {
	const { httpCode } = error;
	const statusCode = Number(httpCode);
	if (httpCode === null || httpCode === '') return false;
	if (Number.isNaN(statusCode)) return isTransient({ networkCode: httpCode });
	if (isForeignAnswer(error) || (statusCode >= 200 && statusCode < 400)) return true;
	return isTransient({ statusCode });
}
