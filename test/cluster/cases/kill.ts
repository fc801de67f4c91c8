import { isFinished, itemsOf, waitUntil, type StoredExecution } from '../../n8n/server';
import type { ClusterFixture } from '../fixture';
import { startedTexts } from '../numbered';
import { beingParked, resumed, waitingInPlace, type UnderWay } from '../underWay';

const EACH = 6;
const TEST_LIMIT_MS = 200_000;
/** Shortened locks of 15 s, n8n's check each 5 s, and its 30 s of patience, which cannot be set. */
const GIVEN_UP_LIMIT_MS = 90_000;
/** Long enough for a worker to take what would be left for it. */
const SETTLE_MS = 3_000;

/** A worker is killed with executions in three states; the other one goes on. */
export function killCases(fixture: () => ClusterFixture): void {
	let all: UnderWay[] = [];
	let lost: StoredExecution[] = [];
	const executions = () => all.flatMap((underWay) => underWay.executions);
	const texts = () => all.flatMap((underWay) => underWay.texts);
	const expectOneRunEach = () =>
		expect(startedTexts(fixture().simulator, texts())).toEqual(texts().sort());

	test(
		'what the killed worker had is given up, all else goes on, and nothing is started twice',
		async () => {
			const { cluster, simulator } = fixture();
			const [victim] = cluster.workers;
			const goingOn = await resumed(fixture(), EACH);
			const inPlace = await waitingInPlace(fixture(), EACH);
			const parking = await beingParked(fixture(), EACH);
			all = [goingOn, inPlace, parking];
			await victim?.kill9();
			simulator.clearFaults();
			lost = executions().filter(({ id }) => victim?.isAtWorkOn(id));
			const ids = new Set(lost.map(({ id }) => id));
			for (const underWay of all) {
				const lostHere = underWay.executions.filter(({ id }) => ids.has(id)).length;
				expect([1, 2, 3, 4, 5]).toContain(lostHere);
			}
			// Callbacks to what was being parked: those that were lost refuse them.
			const rest = () => parking.executions.filter(({ id }) => !ids.has(id));
			const areParked = () => rest().every(({ status }) => status === 'waiting');
			await waitUntil(areParked, { what: 'the others to be parked', limitMs: 30_000 });
			await parking.answerAll();

			const areOver = () => executions().every(isFinished);
			await waitUntil(areOver, { what: 'the end of all', limitMs: GIVEN_UP_LIMIT_MS });
			const byFate = (status: string) => executions().filter((one) => one.status === status);
			expect(byFate('error').map(({ id }) => id)).toEqual([...ids].sort((a, b) => a - b));
			expect(byFate('success')).toHaveLength(executions().length - ids.size);
			for (const execution of byFate('success')) {
				expect(itemsOf(execution, 'Regular')).toMatchObject([{ json: { status: 'completed' } }]);
			}
			expectOneRunEach();
		},
		TEST_LIMIT_MS,
	);

	test('n8n keeps nothing of what was given up; Noxus has the runs', async () => {
		const runs = all.flatMap((underWay) => underWay.runs);
		const haveEnded = () => runs.every(({ status }) => status === 'completed');
		await waitUntil(haveEnded, { what: 'the runs to end', limitMs: 30_000 });
		const ids = new Set(lost.map(({ id }) => id));
		for (const { id, data } of executions().filter((one) => ids.has(one.id))) {
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
