import { type SimulatedRun, UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import {
	answeredItems,
	answerQuestions,
	begin,
	hurryRuns,
	parkQuestions,
	postItems,
} from '../support/parked';
import { ParkedExecution } from '../support/ParkedExecution';
import { parkedWorkflow } from '../support/parkedWorkflow';
import { itemsOf, type StoredExecution } from '../../../n8n-harness';

const SWEEP = 12;
const SWEEP_STEP_MS = 16;
/** Of waiting in place, for runs that take one: also on a machine that stands still meanwhile. */
const QUICK_SECONDS = 60;
/** The node looks by itself 15 s after the parking. */
const RESUME_LIMIT_MS = 50_000;

/** Whether the execution was paused at some time. */
function wasParked({ data }: StoredExecution): boolean {
	return JSON.stringify(data?.executionData?.contextData ?? {}).includes('parkedState');
}

/** Pause Execution: the execution is parked and resumed by the callbacks of its runs. */
export function parkingCases(fixture: () => Fixture): void {
	const sleepers = async (path: string, lengths: number[], inlineSeconds = 0) => {
		const items = lengths.map((ms) => ({ Milliseconds: ms }));
		const file = parkedWorkflow({ path, noxusWorkflowId: WORKFLOWS.slow, inlineSeconds });
		return await begin(fixture(), file, items);
	};
	const expectDone = async (parked: ParkedExecution, count: number, expected: object[]) => {
		const execution = await parked.finished(RESUME_LIMIT_MS);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Noxus')).toMatchObject(expected);
		expect(itemsOf(execution, 'Regular')).toMatchObject(expected);
		// The node behind is reached once.
		expect(execution.data?.resultData.runData.Regular).toHaveLength(1);
		expect(parked.runs).toHaveLength(count);
		return execution;
	};
	const expectSlept = async (parked: ParkedExecution, lengths: number[]) => {
		const expected = lengths.map((ms, item) => ({
			json: { status: 'completed', output: { Result: `slept ${ms} ms` } },
			pairedItem: { item },
		}));
		const execution = await expectDone(parked, lengths.length, expected);
		const input = lengths.map((Milliseconds) => ({ json: { Milliseconds } }));
		expect(itemsOf(execution, 'Items')).toMatchObject(input);
		return execution;
	};

	test.each([
		['one item', 0, [0]],
		['five items, whose runs end in another order', 1, [3, 1, 4, 0, 2]],
	])('%s: parked, and resumed by the last callback', async (_name, inlineSeconds, order) => {
		const given = { path: `park-${order.length}`, inlineSeconds };
		const parked = await parkQuestions(fixture(), given, order.length);
		const { runs } = parked;
		for (const [place, run] of order.entries()) {
			await answerQuestions(fixture(), [runs[run] as SimulatedRun]);
			await parked.answers(place + 1);
		}
		const execution = await expectDone(parked, order.length, answeredItems(order.length));
		expect(wasParked(execution)).toBe(true);
		const questions = order.map((_run, item) => ({ json: { Question: `question ${item}` } }));
		expect(itemsOf(execution, 'Items')).toMatchObject(questions);
		const answers = await parked.answers(order.length);
		const resumed = answers.map(({ statusCode, body }) => [statusCode, body.resumed]);
		const early = order.slice(1).map(() => [200, false]);
		expect(resumed).toEqual([...early, [200, true]]);
	});

	test('quick runs are not parked, and callbacks meanwhile are harmless', async () => {
		const lengths = [100, 1200, 300];
		const parked = await sleepers('park-quick', lengths, QUICK_SECONDS);
		await parked.untilRuns(3);
		const early = await parked.callBack(parked.runs[1], { status: 'completed', outputs: {} });
		expect(early.statusCode).toBe(409);
		expect(wasParked(await expectSlept(parked, lengths))).toBe(false);
		const codes = (await parked.answers(4)).map(({ statusCode }) => statusCode);
		expect(codes).toEqual([409, 409, 409, 409]);
	});

	test('a run that ends unheard just after the last look is found', async () => {
		fixture().simulator.settings.callback.never = true;
		const lengths = [UNTIL_HURRIED_MS, UNTIL_HURRIED_MS];
		const parked = await sleepers('park-unheard', lengths);
		await parked.untilParked();
		await hurryRuns(fixture(), parked.runs);
		expect(wasParked(await expectSlept(parked, lengths))).toBe(true);
		expect(await parked.answers(0)).toEqual([]);
	});

	test('whenever a run ends while the execution is being parked, it is not lost', async () => {
		const path = 'park-sweep';
		const file = parkedWorkflow({ path, noxusWorkflowId: WORKFLOWS.slow });
		const { id } = await fixture().n8n.addWorkflow(file);
		const lengths = Array.from({ length: SWEEP }, (_, i) => i * SWEEP_STEP_MS);
		for (const Milliseconds of lengths) await postItems(fixture(), path, [{ Milliseconds }]);
		for (const [place, Milliseconds] of lengths.entries()) {
			const parked = new ParkedExecution(fixture(), id, place);
			await expectSlept(parked, [Milliseconds]);
			// Refused where n8n was not ready to take it; then the node found the run by itself.
			const codes = (await parked.answers(1)).map(({ statusCode }) => statusCode);
			expect([[200], [409]]).toContainEqual(codes);
		}
	});
}
