import { isFinished, itemsOf, waitUntil, type StoredExecution } from '../../../n8n-harness';
import { node } from '../../n8n/support/workflows';
import type { ClusterFixture } from '../fixture';
import { GIVEN_UP_LIMIT_MS, KilledWorker } from '../killedWorker';
import { startedTexts } from '../numbered';

const TEST_LIMIT_MS = 1_200_000;
const COMPLETED = [{ json: { status: 'completed' } }];

/** A worker is killed with executions in three states, while more are paused; the other continues. */
export function killCases(fixture: () => ClusterFixture): void {
	let killed: KilledWorker;

	test(
		'what the killed worker had is given up, all else continues, and nothing is started twice',
		async () => {
			killed = await KilledWorker.prepare(fixture(), await addErrorWorkflow(fixture()));
			await killed.kill();
			expectLosses(killed);
			await killed.letOthersPark();
			await killed.letRunsEnd();
			await killed.untilAllAreOver();
			expectFates(killed);
			expectOneRunEach(fixture(), killed);
		},
		TEST_LIMIT_MS,
	);

	test('n8n refuses callbacks for what was about to be paused', () => {
		expectRefusals(fixture(), killed);
	});

	test('n8n keeps nothing of it but starts the error workflow; Noxus has the runs', async () => {
		await expectTold(fixture(), killed);
		await killed.untilRunsHaveEnded();
		for (const { id, data } of killed.executions.filter((one) => killed.isLost(one))) {
			expect({ id, runData: data?.resultData.runData }).toEqual({ id, runData: {} });
			expect(data?.resultData.error?.message).toMatch(/failed to be processed too many times/);
		}
	});

	test('the worker started again takes nothing up, and Retry starts no run', async () => {
		const timesStarted = killed.timesStarted();
		await killed.worker.boot();
		await expectRetryInVain(fixture(), killed.lost[0]);
		await killed.untilBackAtWork();
		expect(killed.timesStarted()).toEqual(timesStarted);
		expectOneRunEach(fixture(), killed);
	});
}

/** Right after the kill: something of each state but that of no worker, and not all. */
function expectLosses(killed: KilledWorker): void {
	const { aside, ...others } = killed.states;
	const lostOf = (executions: StoredExecution[]) => executions.filter((one) => killed.isLost(one));
	expect(lostOf(aside.executions)).toEqual([]);
	for (const { executions } of [others.resumed, others.inPlace, others.parking]) {
		expect(lostOf(executions).length).toBeGreaterThan(0);
		expect(lostOf(executions).length).toBeLessThan(executions.length);
	}
}

/** What was lost has ended with an error, and without data; all else was done to its end. */
function expectFates(killed: KilledWorker): void {
	for (const execution of killed.executions) {
		const { id, status } = execution;
		const isGood = !killed.isLost(execution);
		expect({ id, status }).toEqual({ id, status: isGood ? 'success' : 'error' });
		expect(itemsOf(execution, 'Noxus')).toMatchObject(isGood ? COMPLETED : []);
		expect(itemsOf(execution, 'Regular')).toMatchObject(isGood ? COMPLETED : []);
	}
}

function expectOneRunEach({ simulator }: ClusterFixture, killed: KilledWorker): void {
	const texts = killed.all.flatMap((underWay) => underWay.texts);
	expect(startedTexts(simulator, texts)).toEqual(texts.sort());
}

/** One callback for each run of an execution that was being paused when its worker was killed. */
function expectRefusals({ simulator }: ClusterFixture, killed: KilledWorker): void {
	const codesOf = (runId: string) =>
		simulator.callbacks.filter((one) => one.runId === runId).map(({ statusCode }) => statusCode);
	const codes = killed.parkingRuns.map(({ id }) => codesOf(id));
	expect(codes.length).toBeGreaterThan(0);
	expect(codes).toEqual(codes.map(() => [409]));
}

/** The error workflow was started once for each execution that was lost. */
async function expectTold({ n8n }: ClusterFixture, killed: KilledWorker): Promise<void> {
	const { lost, errorWorkflowId } = killed;
	const reported = await n8n.finishedExecutions(errorWorkflowId, lost.length);
	const tellsOf = (execution: StoredExecution) => {
		const json = itemsOf(execution, 'Error')[0]?.json as { execution?: { id: string } };
		return Number(json.execution?.id);
	};
	expect(reported.map(tellsOf).sort()).toEqual(lost.map(({ id }) => id).sort());
}

/** n8n answers a Retry when it is over, which may take as long as giving a killed worker's work up. */
async function expectRetryInVain(
	{ n8n }: ClusterFixture,
	lost: StoredExecution | undefined,
): Promise<void> {
	const { workflowId = '' } = lost ?? {};
	const known = n8n.executions({ workflowId }).map(({ id }) => id);
	const path = `/rest/executions/${lost?.id}/retry`;
	n8n.rest.call('POST', path, { loadWorkflow: false }).catch(() => undefined);
	const retries = () => n8n.executions({ workflowId }).filter(({ id }) => !known.includes(id));
	const isOver = () => retries().some(isFinished);
	await waitUntil(isOver, { what: 'the Retry to end', limitMs: GIVEN_UP_LIMIT_MS });
	expect(retries()).toMatchObject([{ status: 'error' }]);
}

/** A workflow that n8n starts when an execution of another one ends badly. */
async function addErrorWorkflow({ n8n }: ClusterFixture): Promise<string> {
	const { id } = await n8n.addWorkflow({
		name: 'kill-error',
		nodes: [node('Error', 'n8n-nodes-base.errorTrigger', 0)],
		connections: {},
		settings: { executionOrder: 'v1' },
	});
	const path = `/rest/workflows/${id}`;
	const { versionId } = await n8n.rest.call<{ versionId: string }>('GET', path);
	await n8n.rest.call('POST', `${path}/activate`, { versionId });
	return id;
}
