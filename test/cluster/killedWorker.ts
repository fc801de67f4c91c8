import { WORKFLOWS, type SimulatedRun } from '../../simulator/noxus';
import { parkedWorkflow } from '../n8n/support/parkedWorkflow';
import { isFinished, waitUntil, type StoredExecution } from '../../n8n-harness';
import type { ClusterFixture } from './fixture';
import { STEP_LIMIT_MS } from './limits';
import { postEach, hurryAll } from './numbered';
import type { Helper } from './server/Helper';
import { beingParked, resumed, setAside, waitingInPlace } from './states';
import { MOST, type UnderWay } from './underWay';

/** Shortened locks of 30 s, n8n's check each 5 s, and its 30 s of patience, which cannot be set. */
export const GIVEN_UP_LIMIT_MS = 240_000;

interface States {
	aside: UnderWay;
	resumed: UnderWay;
	inPlace: UnderWay;
	parking: UnderWay;
	/** The run that the node behind of `resumed` waits for. */
	gateRun: SimulatedRun;
}

/** One of the workers, killed with executions in three states while more are paused. */
export class KilledWorker {
	readonly worker: Helper;
	/** What it was at work on. */
	lost: StoredExecution[] = [];

	private constructor(
		private readonly fixture: ClusterFixture,
		readonly states: States,
		readonly errorWorkflowId: string,
	) {
		const [first] = fixture.cluster.workers;
		if (!first) throw new Error('There is no worker');
		this.worker = first;
	}

	/** Brings executions into their states. Nothing of it ends before `letRunsEnd`. */
	static async prepare(fixture: ClusterFixture, errorWorkflow: string): Promise<KilledWorker> {
		const settings = { executionOrder: 'v1', errorWorkflow } as const;
		const aside = await setAside(fixture, settings);
		const gated = await resumed(fixture, settings);
		const inPlace = await waitingInPlace(fixture, settings);
		const parking = await beingParked(fixture, settings);
		return new KilledWorker(fixture, { aside, ...gated, inPlace, parking }, errorWorkflow);
	}

	get all(): UnderWay[] {
		const { aside, resumed, inPlace, parking } = this.states;
		return [aside, resumed, inPlace, parking];
	}

	get executions(): StoredExecution[] {
		return this.all.flatMap((underWay) => underWay.executions);
	}

	isLost({ id }: StoredExecution): boolean {
		return this.lost.some((one) => one.id === id);
	}

	/** Runs of executions that it was about to paused. */
	get parkingRuns(): SimulatedRun[] {
		const { runs, executions } = this.states.parking;
		const urls = executions.filter((one) => this.isLost(one)).map(({ id }) => `/${id}/`);
		return runs.filter(({ callbackUrl }) => urls.some((url) => callbackUrl?.includes(url)));
	}

	async kill(): Promise<void> {
		await this.worker.kill9();
		this.lost = this.executions.filter(({ id }) => this.worker.isAtWorkOn(id));
	}

	/** Lets Noxus answer the looks; the worker that is left then sets its executions aside. */
	async letOthersPark(): Promise<void> {
		this.fixture.simulator.clearFaults();
		const areParked = () =>
			this.states.parking.executions.every((one) => this.isLost(one) || one.status === 'waiting');
		await waitUntil(areParked, { what: 'the others to be parked', limitMs: STEP_LIMIT_MS });
	}

	/** Ends all runs; those of executions that are paused call back. */
	async letRunsEnd(): Promise<void> {
		const { simulator } = this.fixture;
		const { aside, parking, inPlace, gateRun } = this.states;
		const asking = [...aside.runs, ...parking.runs];
		const doAsk = () => asking.every(({ status }) => status === 'awaiting_human_feedback');
		await waitUntil(doAsk, { what: 'the questions', limitMs: STEP_LIMIT_MS });
		for (const { id } of asking) simulator.answerRun(id, 'yes');
		await hurryAll(simulator, [gateRun, ...inPlace.runs]);
	}

	async untilAllAreOver(): Promise<void> {
		const areOver = () => this.executions.every(isFinished);
		await waitUntil(areOver, { what: 'the end of all', limitMs: GIVEN_UP_LIMIT_MS });
	}

	async untilRunsHaveEnded(): Promise<void> {
		const runs = this.all.flatMap((underWay) => underWay.runs);
		const haveEnded = () => runs.every(({ status }) => status === 'completed');
		await waitUntil(haveEnded, { what: 'the runs to end', limitMs: STEP_LIMIT_MS });
	}

	/** How often each worker has begun each of the executions that were lost. */
	timesStarted(): number[][] {
		const { workers } = this.fixture.cluster;
		return this.lost.map(({ id }) => workers.map((worker) => worker.timesStarted(id)));
	}

	/** Begins executions until it has had one: what was left for it would have come before that. */
	async untilBackAtWork(): Promise<void> {
		const { n8n } = this.fixture;
		const parameters = { whenLong: 'keepWaiting' };
		const given = { path: 'kill-back-at-work', noxusWorkflowId: WORKFLOWS.echo, parameters };
		const { id: workflowId } = await n8n.addWorkflow(parkedWorkflow(given));
		const hasHadOne = () =>
			n8n
				.executions({ workflowId, withoutData: true })
				.some(({ id }) => this.worker.timesStarted(id) > 0);
		for (let begun = 1; begun <= MOST && !hasHadOne(); begun += 1) {
			await postEach(this.fixture, given.path, [{ Text: 'back' }]);
			await n8n.untilFinished(workflowId, begun);
		}
		expect(hasHadOne()).toBe(true);
	}
}
