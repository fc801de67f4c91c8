import type { SimulatedRun, Simulator } from '../../../simulator/noxus';
import type { Fixture } from './fixture';
import { isFinished, waitUntil, type StoredExecution } from '../../../n8n-harness';

/** The longest wait for n8n or the simulator to do something. */
export const STEP_LIMIT_MS = 60_000;

/** An answer to a callback. */
export interface Answer {
	statusCode: number | null;
	body: { received?: boolean; resumed?: boolean; reason?: string; message?: string };
}

/** An execution of a workflow that parks (the latest, or by its place), and the runs that it started. */
export class ParkedExecution {
	constructor(
		private readonly fixture: Fixture,
		readonly workflowId: string,
		private readonly place = -1,
	) {}

	/** As n8n has it on record now. */
	get latest(): StoredExecution | undefined {
		const query = { workflowId: this.workflowId, withoutData: true };
		return this.fixture.n8n.executions(query).at(this.place);
	}

	/** Runs that call this execution back, in the order in which they happened to start. */
	get runs(): SimulatedRun[] {
		const path = `/webhook-waiting/${this.latest?.id}/`;
		return this.fixture.simulator.runs.filter(({ callbackUrl }) => callbackUrl?.includes(path));
	}

	/** Where its callbacks go. */
	get resumeUrl(): string {
		return this.runs[0]?.callbackUrl ?? '';
	}

	async untilRuns(count: number): Promise<void> {
		const what = `${count} runs`;
		await waitUntil(() => this.runs.length >= count, { what, limitMs: STEP_LIMIT_MS });
	}

	async untilParked(): Promise<void> {
		const isParked = () => this.latest?.status === 'waiting';
		await waitUntil(isParked, { what: 'the execution to be parked', limitMs: STEP_LIMIT_MS });
	}

	/** Waits until each run so far has ended or asks a person. */
	async untilAsking(): Promise<void> {
		const doAsk = () =>
			this.runs.every(({ status, finishedAt }) => {
				return finishedAt !== null || status === 'awaiting_human_feedback';
			});
		await waitUntil(doAsk, { what: 'the questions', limitMs: STEP_LIMIT_MS });
	}

	/**
	 * Sends a callback before any run has ended. The node then does not call its own URL later on, so
	 * that what happens from here on is up to the test.
	 */
	async callBackEarly(): Promise<void> {
		const { statusCode, body } = await this.callBack(this.runs[0]);
		expect({ statusCode, resumed: body.resumed }).toEqual({ statusCode: 200, resumed: false });
	}

	/** The execution with all that its nodes did, once n8n is done with it. */
	async finished(limitMs = STEP_LIMIT_MS): Promise<StoredExecution> {
		const isDone = () => this.latest !== undefined && isFinished(this.latest);
		await waitUntil(isDone, { what: 'the parked execution to finish', limitMs });
		const { workflowId, fixture } = this;
		return fixture.n8n.executions({ workflowId }).at(this.place) as StoredExecution;
	}

	/** Posts the callback of a run, as it is or falsified, once more. */
	async callBack(run: SimulatedRun | undefined, overrides = {}, url?: string): Promise<Answer> {
		const { simulator } = this.fixture;
		return toAnswer(await simulator.postCallback(run?.id ?? '', overrides, url));
	}

	/** Waits until so many callbacks have been answered; the answers in the order of the calls. */
	async answers(count: number): Promise<Answer[]> {
		const ids: string[] = this.runs.map(({ id }) => id);
		const answered = () =>
			this.fixture.simulator.callbacks.filter(({ runId, statusCode, responseBody }) => {
				return ids.includes(runId) && statusCode !== null && responseBody !== null;
			});
		const what = `${count} answered callbacks`;
		await waitUntil(() => answered().length >= count, { what, limitMs: STEP_LIMIT_MS });
		return answered().map(toAnswer);
	}
}

function toAnswer({ statusCode, responseBody }: Simulator['callbacks'][number]): Answer {
	return { statusCode, body: JSON.parse(responseBody || '{}') as Answer['body'] };
}
