import { WORKFLOWS } from '../../../simulator';
import type { Fixture } from '../fixture';
import { begin, postItems } from '../parked';
import { ParkedExecution } from '../ParkedExecution';
import { parkedWorkflow } from '../parkedWorkflow';
import { itemsOf, type StoredExecution } from '../server';

const SWEEP = 12;
const SWEEP_STEP_MS = 16;

/** Whether the execution was set aside at some time. */
function wasParked({ data }: StoredExecution): boolean {
	return JSON.stringify(data?.executionData?.contextData ?? {}).includes('noxusParked');
}

/** Free the Worker: the execution is parked and resumed by the callbacks of its runs. */
export function parkingCases(fixture: () => Fixture): void {
	const sleepers = async (path: string, lengths: number[], inlineSeconds = 0) => {
		const items = lengths.map((ms) => ({ Milliseconds: ms }));
		const file = parkedWorkflow({ path, noxusWorkflowId: WORKFLOWS.slow, inlineSeconds });
		return await begin(fixture(), file, items);
	};
	const expectSlept = async (parked: ParkedExecution, lengths: number[]) => {
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		const expected = lengths.map((ms, item) => ({
			json: { status: 'completed', output: { Result: `slept ${ms} ms` } },
			pairedItem: { item },
		}));
		expect(itemsOf(execution, 'Noxus')).toMatchObject(expected);
		expect(itemsOf(execution, 'Regular')).toMatchObject(expected);
		const input = lengths.map((Milliseconds) => ({ json: { Milliseconds } }));
		expect(itemsOf(execution, 'Items')).toMatchObject(input);
		// The node behind is reached once.
		expect(execution.data?.resultData.runData.Regular).toHaveLength(1);
		expect(parked.runs).toHaveLength(lengths.length);
		return execution;
	};

	test.each([
		['one item', 0, [1500]],
		['five items of different length', 1, [3500, 2500, 5500, 2600, 3000]],
	])('%s: parked, and resumed by the last callback', async (_name, inlineSeconds, lengths) => {
		const parked = await sleepers(`park-${lengths.length}`, lengths, inlineSeconds);
		await parked.untilParked();
		expect(wasParked(await expectSlept(parked, lengths))).toBe(true);
		const answers = await parked.answers(lengths.length);
		const resumed = answers.map(({ statusCode, body }) => [statusCode, body.resumed]);
		const early = lengths.slice(1).map(() => [200, false]);
		expect(resumed).toEqual([...early, [200, true]]);
	});

	test('quick runs are not parked, and callbacks meanwhile are harmless', async () => {
		const lengths = [100, 1200, 300];
		const parked = await sleepers('park-quick', lengths, 10);
		await parked.untilRuns(3);
		const early = await parked.callBack(parked.runs[1], { status: 'completed', outputs: {} });
		expect(early.statusCode).toBe(409);
		expect(wasParked(await expectSlept(parked, lengths))).toBe(false);
		const codes = (await parked.answers(4)).map(({ statusCode }) => statusCode);
		expect(codes).toEqual([409, 409, 409, 409]);
	});

	test('a run that ends unheard just after the last look is found', async () => {
		fixture().simulator.settings.callback.never = true;
		const parked = await sleepers('park-unheard', [500, 400]);
		await parked.untilParked();
		expect(wasParked(await expectSlept(parked, [500, 400]))).toBe(true);
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
