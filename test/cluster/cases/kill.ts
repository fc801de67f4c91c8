import { isFinished, itemsOf, waitUntil, type StoredExecution } from '../../n8n/server';
import { node } from '../../n8n/workflows';
import type { ClusterFixture } from '../fixture';
import { startedTexts } from '../numbered';
import { beingParked, resumed, setAside, waitingInPlace, type UnderWay } from '../underWay';

/** Enough for the killed worker to have had some of each kind. */
const EACH = 8;
const TEST_LIMIT_MS = 200_000;
/** Shortened locks of 15 s, n8n's check each 5 s, and its 30 s of patience, which cannot be set. */
const GIVEN_UP_LIMIT_MS = 90_000;
/** Long enough for a worker to take what would be left for it. */
const SETTLE_MS = 3_000;

/** A worker is killed with executions in three states, while more are set aside; the other goes on. */
export function killCases(fixture: () => ClusterFixture): void {
	let all: UnderWay[] = [];
	let lost: StoredExecution[] = [];
	let errorWorkflowId = '';
	const executions = () => all.flatMap((underWay) => underWay.executions);
	const texts = () => all.flatMap((underWay) => underWay.texts);
	const isNotLost = ({ id }: StoredExecution) => lost.every((one) => one.id !== id);
	const expectFates = () => {
		for (const execution of executions()) {
			const { id, status } = execution;
			const isGood = isNotLost(execution);
			expect({ id, status }).toEqual({ id, status: isGood ? 'success' : 'error' });
			const completed = [{ json: { status: 'completed' } }];
			expect(itemsOf(execution, 'Regular')).toMatchObject(isGood ? completed : []);
		}
	};
	const expectOneRunEach = () =>
		expect(startedTexts(fixture().simulator, texts())).toEqual(texts().sort());

	test(
		'what the killed worker had is given up, all else goes on, and nothing is started twice',
		async () => {
			const { cluster, simulator } = fixture();
			const [victim] = cluster.workers;
			errorWorkflowId = await addErrorWorkflow(fixture());
			const settings = { executionOrder: 'v1', errorWorkflow: errorWorkflowId } as const;
			const wanted = { count: EACH, settings };
			const aside = await setAside(fixture(), wanted);
			const goingOn = await resumed(fixture(), wanted);
			const inPlace = await waitingInPlace(fixture(), wanted);
			const parking = await beingParked(fixture(), wanted);
			all = [goingOn, inPlace, parking, aside];
			await victim?.kill9();
			simulator.clearFaults();
			lost = executions().filter(({ id }) => victim?.isAtWorkOn(id));
			expect(aside.executions.filter(isNotLost)).toHaveLength(EACH);
			for (const { executions: ofKind } of all.slice(0, 3)) {
				expect(ofKind.filter(isNotLost).length).toBeLessThan(EACH);
			}
			const rest = () => parking.executions.filter(isNotLost);
			const areParked = () => rest().every(({ status }) => status === 'waiting');
			await waitUntil(areParked, { what: 'the others to be parked', limitMs: 30_000 });
			await parking.answerAll();
			await aside.answerAll();
			const areOver = () => executions().every(isFinished);
			await waitUntil(areOver, { what: 'the end of all', limitMs: GIVEN_UP_LIMIT_MS });
			expectFates();
			expectOneRunEach();
		},
		TEST_LIMIT_MS,
	);

	test('n8n keeps nothing of it but tells the error workflow; Noxus has the runs', async () => {
		const told = await fixture().n8n.finishedExecutions(errorWorkflowId, lost.length, 30_000);
		const tellsOf = (execution: StoredExecution) => {
			const json = itemsOf(execution, 'Error')[0]?.json as { execution?: { id: string } };
			return Number(json.execution?.id);
		};
		expect(told.map(tellsOf).sort()).toEqual(lost.map(({ id }) => id).sort());
		const runs = all.flatMap((underWay) => underWay.runs);
		const haveEnded = () => runs.every(({ status }) => status === 'completed');
		await waitUntil(haveEnded, { what: 'the runs to end', limitMs: 30_000 });
		for (const { id, data } of executions().filter((one) => !isNotLost(one))) {
			expect({ id, runData: data?.resultData.runData }).toEqual({ id, runData: {} });
			expect(data?.resultData.error?.message).toMatch(/failed to be processed too many times/);
		}
	});

	test('the worker started again takes nothing up, and Retry starts no run', async () => {
		const { cluster, n8n } = fixture();
		await cluster.workers[0]?.boot();
		const [one] = lost;
		const retried = await n8n.rest.call<StoredExecution>(
			'POST',
			`/rest/executions/${one?.id}/retry`,
			{ loadWorkflow: false },
		);
		expect(retried.status).toBe('error');
		await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
		expectOneRunEach();
	});
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
