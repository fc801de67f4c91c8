import { type SimulatedRun, UNTIL_HURRIED_MS } from '../../simulator/noxus';
import { ParkedExecution } from '../n8n/support/ParkedExecution';
import { waitUntil, type StoredExecution, type WorkflowFile } from '../../n8n-harness';
import type { ClusterFixture } from './fixture';
import { STEP_LIMIT_MS } from './limits';
import { postEach, runsOf, untilRuns } from './numbered';

const EACH = 8;
/** What the queue may give to one worker before the other gets any. */
export const MOST = 24;

/** Executions of one workflow, each with one run, that all come to the same state and stay there. */
export class UnderWay {
	readonly texts: string[] = [];

	private constructor(
		readonly fixture: ClusterFixture,
		readonly workflowId: string,
		private readonly path: string,
	) {}

	static async start(fixture: ClusterFixture, file: WorkflowFile): Promise<UnderWay> {
		const { id } = await fixture.n8n.addWorkflow(file);
		const underWay = new UnderWay(fixture, id, file.name);
		await underWay.begin(EACH);
		return underWay;
	}

	get executions(): StoredExecution[] {
		return this.fixture.n8n.executions({ workflowId: this.workflowId });
	}

	get runs(): SimulatedRun[] {
		return runsOf(this.fixture.simulator, this.texts);
	}

	/** Waits until all are in their state, and begins more until each worker has one of them. */
	async reachOnAllWorkers(reach: () => Promise<void>): Promise<void> {
		await reach();
		while (!this.isOnAllWorkers && this.texts.length < MOST) {
			await this.begin(1);
			await reach();
		}
		expect(this.isOnAllWorkers).toBe(true);
	}

	/** Waits until Noxus has a call for each run that it has not answered to the end. */
	async untilCalled(pathOf: (run: SimulatedRun) => string): Promise<void> {
		const open = () => this.fixture.simulator.calls.filter((call) => call.endedAt === undefined);
		const isOpen = (run: SimulatedRun) => open().some(({ path }) => path === pathOf(run));
		const what = `a call for each of ${this.texts.length} runs of ${this.path}`;
		await waitUntil(() => this.runs.every(isOpen), { what, limitMs: STEP_LIMIT_MS });
	}

	/** Those from a place on, once they are paused and their runs ask a person. */
	async setAside(from = 0): Promise<ParkedExecution[]> {
		const parked = this.texts.map(
			(_, at) => new ParkedExecution(this.fixture, this.workflowId, at),
		);
		const wanted = parked.slice(from);
		for (const one of wanted) {
			await one.untilParked();
			await one.untilAsking();
		}
		return wanted;
	}

	/** Whether each worker is at work on one of them. */
	private get isOnAllWorkers(): boolean {
		const { executions } = this;
		return this.fixture.cluster.workers.every((worker) =>
			executions.some(({ id }) => worker.isAtWorkOn(id)),
		);
	}

	private async begin(count: number): Promise<void> {
		const { length } = this.texts;
		const texts = Array.from({ length: count }, (_, i) => `question ${this.path} ${length + i}`);
		this.texts.push(...texts);
		const items = texts.map((Question) => ({ Question, Milliseconds: UNTIL_HURRIED_MS }));
		await postEach(this.fixture, this.path, items);
		await untilRuns(this.fixture.simulator, texts);
	}
}
