import type { SimulatedRun } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { answeredItems, answerQuestions, parkQuestions } from '../support/parked';
import { itemsOf } from '../../../n8n-harness';

const TEST_LIMIT_MS = 300_000;

/** n8n is killed while executions are parked. */
export function parkingRestartCases(fixture: () => Fixture): void {
	/** Runs end, and nobody tells n8n. */
	const endUnheard = async (runs: SimulatedRun[]) => {
		const { callback } = fixture().simulator.settings;
		callback.never = true;
		await answerQuestions(fixture(), runs);
		callback.never = false;
	};

	test(
		'parked executions survive kill -9, and callbacks after it resume them',
		async () => {
			const { n8n } = fixture();
			const one = await parkQuestions(fixture(), { path: 'kill-one' });
			const some = await parkQuestions(fixture(), { path: 'kill-some-called-back' }, 4);
			const all = await parkQuestions(fixture(), { path: 'kill-all-ended' }, 2);
			await Promise.all([one, some, all].map(async (parked) => await parked.callBackEarly()));
			await answerQuestions(fixture(), some.runs.slice(1, 3));
			await endUnheard(all.runs);
			await n8n.restart({ kill9: true });
			// Its recovery calls them crashed for a moment, until it sees that they wait.
			await Promise.all([one, some, all].map(async (parked) => await parked.untilParked()));

			await endUnheard(some.runs.slice(3));
			await answerQuestions(fixture(), [...some.runs.slice(0, 1), ...one.runs]);
			const again = await all.callBack(all.runs[1]);
			expect(again).toMatchObject({ statusCode: 200, body: { resumed: true } });
			for (const [parked, count] of [[one, 1] as const, [some, 4] as const, [all, 2] as const]) {
				const execution = await parked.finished();
				expect(execution.status).toBe('success');
				expect(itemsOf(execution, 'Regular')).toMatchObject(answeredItems(count));
				expect(parked.runs).toHaveLength(count);
			}
		},
		TEST_LIMIT_MS,
	);
}
