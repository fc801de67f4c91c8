import { NodeApiError } from 'n8n-workflow';

import type { NoxusContext } from '../../../common/http/context';
import { isTransient } from '../../../common/http/retry';
import type { Run } from '../api/run';
import { getRun } from '../api/runs';

/** A run goes on while Noxus cannot be asked; only after this long is the wait given up. */
const OUTAGE_LIMIT_MS = 10 * 60_000;

/** Reads one run again and again while somebody waits for it. */
export class RunReader {
	/** Whether Noxus could not be asked at the last look. */
	isAway = false;
	private lastContactAtMs = Date.now();

	constructor(
		private readonly context: NoxusContext,
		/** The run as it was last seen. */
		public latest: Run,
		/** A Noxus that hangs keeps nobody for long after this. */
		private readonly deadlineAtMs: number,
	) {}

	/**
	 * Reads the run, and returns it as last seen where Noxus cannot be asked at the moment.
	 *
	 * @throws NodeApiError for an answer that time will not change, or when Noxus was away too long.
	 * @throws NodeOperationError when the execution was stopped.
	 */
	async read(): Promise<Run> {
		const { id: runId, workflowId } = this.latest;
		const { deadlineAtMs } = this;
		const run = await getRun(this.context, { runId, workflowId }, { deadlineAtMs }).catch(
			this.passOver,
		);
		this.isAway = run === undefined;
		if (run !== undefined) {
			this.latest = run;
			this.noteContact();
		}
		return this.latest;
	}

	/** Notes that Noxus said something by another way, such as an event: it is not away. */
	noteContact(): void {
		this.lastContactAtMs = Date.now();
	}

	private readonly passOver = (error: unknown): undefined => {
		const isPassing = error instanceof NodeApiError && isPassingFault(error.httpCode);
		if (!isPassing || Date.now() - this.lastContactAtMs > OUTAGE_LIMIT_MS) throw error;
	};
}

function isPassingFault(httpCode: string | null): boolean {
	const statusCode = Number(httpCode);
	if (httpCode === null || httpCode === '') return false;
	return isTransient(Number.isNaN(statusCode) ? { networkCode: httpCode } : { statusCode });
}
