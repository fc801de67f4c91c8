import { WORKFLOWS, type SimulatedRun } from '../../simulator';
import { parkedWorkflow } from '../n8n/parkedWorkflow';
import { waitUntil, type StoredExecution, type WorkflowFile } from '../n8n/server';
import { node } from '../n8n/workflows';
import type { ClusterFixture } from './fixture';
import { numbered, postEach, runsOf, untilRuns } from './numbered';

const STEP_LIMIT_MS = 30_000;
/** Long enough for what is to happen meanwhile. */
const LOOK_DELAY_MS = 15_000;
const INLINE_RUN_MS = 30_000;
const AFTER_RESUME_SECONDS = 40;

/** How many executions of a workflow there are to be, and more settings of it. */
export interface Wanted {
	count: number;
	settings: WorkflowFile['settings'];
}

/** Executions of one workflow, each with one run. */
export class UnderWay {
	private constructor(
		private readonly fixture: ClusterFixture,
		readonly workflowId: string,
		readonly texts: string[],
	) {}

	static async start(fixture: ClusterFixture, file: WorkflowFile, { count, settings }: Wanted) {
		const { id } = await fixture.n8n.addWorkflow({ ...file, settings });
		const texts = numbered(`question ${file.name}`, count);
		const items = texts.map((Question) => ({ Question, Milliseconds: INLINE_RUN_MS }));
		await postEach(fixture, file.name, items);
		await untilRuns(fixture.simulator, texts);
		return new UnderWay(fixture, id, texts);
	}

	get executions(): StoredExecution[] {
		return this.fixture.n8n.executions({ workflowId: this.workflowId });
	}

	get runs(): SimulatedRun[] {
		return runsOf(this.fixture.simulator, this.texts);
	}

	async until(status: string): Promise<void> {
		const { n8n } = this.fixture;
		const query = { workflowId: this.workflowId, withoutData: true };
		const isReached = () => n8n.executions(query).every((one) => one.status === status);
		await waitUntil(isReached, { what: `all to be ${status}`, limitMs: STEP_LIMIT_MS });
	}

	/** Lets the runs end that ask a person. */
	async answerAll(): Promise<void> {
		const doAsk = () => this.runs.every(({ status }) => status === 'awaiting_human_feedback');
		await waitUntil(doAsk, { what: 'the questions', limitMs: STEP_LIMIT_MS });
		for (const { id } of this.runs) this.fixture.simulator.answerRun(id, 'yes');
	}
}

/** Waits in place, for some seconds. */
export async function waitingInPlace(fixture: ClusterFixture, wanted: Wanted): Promise<UnderWay> {
	const parameters = { whenLong: 'keepWaiting' };
	const noxusWorkflowId = WORKFLOWS.slow;
	const file = parkedWorkflow({ path: 'kill-in-place', noxusWorkflowId, parameters });
	return await UnderWay.start(fixture, file, wanted);
}

/** Has started its runs and is about to be set aside: the look before that is slow. */
export async function beingParked(fixture: ClusterFixture, wanted: Wanted): Promise<UnderWay> {
	const noxusWorkflowId = WORKFLOWS.askHuman;
	const path = `^/v1/workflows/${noxusWorkflowId}/runs/[^/]+$`;
	fixture.simulator.addFault({ method: 'GET', path, kind: 'delay', delayMs: LOOK_DELAY_MS });
	const file = parkedWorkflow({ path: 'kill-being-parked', noxusWorkflowId });
	return await UnderWay.start(fixture, file, wanted);
}

/** Is set aside: no worker has it. */
export async function setAside(fixture: ClusterFixture, wanted: Wanted): Promise<UnderWay> {
	const file = parkedWorkflow({ path: 'kill-set-aside', noxusWorkflowId: WORKFLOWS.askHuman });
	const underWay = await UnderWay.start(fixture, file, wanted);
	await underWay.until('waiting');
	return underWay;
}

/** Was set aside, was resumed by callbacks, and is at work on the node behind. */
export async function resumed(fixture: ClusterFixture, wanted: Wanted): Promise<UnderWay> {
	const noxusWorkflowId = WORKFLOWS.askHuman;
	const file = parkedWorkflow({ path: 'kill-resumed', noxusWorkflowId });
	const parameters = { resume: 'timeInterval', amount: AFTER_RESUME_SECONDS, unit: 'seconds' };
	const wait = { ...node('Regular', 'n8n-nodes-base.wait', 3, { parameters }), typeVersion: 1.1 };
	file.nodes = file.nodes.map((one) => (one.name === 'Regular' ? wait : one));
	const underWay = await UnderWay.start(fixture, file, wanted);
	await underWay.until('waiting');
	await underWay.answerAll();
	await underWay.until('running');
	const { cluster } = fixture;
	const isAtWork = ({ id }: StoredExecution) =>
		cluster.workers.some((worker) => worker.isAtWorkOn(id));
	const what = 'workers to take up the resumed executions';
	const areAtWork = () => underWay.executions.every(isAtWork);
	await waitUntil(areAtWork, { what, limitMs: STEP_LIMIT_MS });
	return underWay;
}
