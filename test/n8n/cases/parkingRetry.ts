import { WORKFLOWS, type SimulatedRun } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { answerQuestions, parkQuestions } from '../support/parked';
import type { ParkedExecution } from '../support/ParkedExecution';
import { itemsOf, waitUntil } from '../../../n8n-harness';

const TEST_LIMIT_MS = 300_000;
const RETRY_LIMIT_MS = 60_000;
const REASON = 'The workflow failed for now';

/** Runs that fail after Pause Execution, and are retried; also while n8n is killed and started again. */
export function parkingRetryCases(fixture: () => Fixture, { withRestarts = true } = {}): void {
	const park = async (path: string, count: number, failing: string) => {
		const { runs, settings } = fixture().simulator;
		// Other tests have asked the same.
		const input = JSON.stringify({ Question: failing });
		const asked = runs.filter(
			(run) => run.workflowId === WORKFLOWS.askHuman && JSON.stringify(run.input) === input,
		).length;
		Object.assign(settings, { failFirst: asked + 1, failFirstInput: failing });
		const options = { retryFailedRuns: 2 };
		return await parkQuestions(fixture(), { path, options }, count);
	};
	/** The run that is started in place of those so far, once the execution is paused again. */
	const retryOf = async (parked: ParkedExecution, before: number) => {
		const isStarted = () => parked.runs.length === before + 1;
		await waitUntil(isStarted, { what: 'the retry', limitMs: RETRY_LIMIT_MS });
		await parked.untilParked();
		await parked.untilAsking();
		return parked.runs[before] as SimulatedRun;
	};
	const expectRetried = async (parked: ParkedExecution, count: number, failedRun: SimulatedRun) => {
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		const items = itemsOf(execution, 'Regular');
		expect(items.map(({ json }) => json.output)).toEqual(
			Array.from({ length: count }, (_, item) => ({ Answer: `answer ${item}` })),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toMatchObject(
			Array.from({ length: count }, (_, item) => ({ item })),
		);
		const last = items.at(-1)?.json;
		const { id: runId } = failedRun;
		expect(last?.failedRuns).toEqual([{ runId, errorMessage: REASON }]);
		expect(last?.runIds).toEqual([runId, last?.runId]);
		expect(execution.data?.resultData.runData.Regular).toHaveLength(1);
		expect(execution.data?.resultData.runData.Noxus).toHaveLength(1);
		expect(parked.runs).toHaveLength(count + 1);
	};

	afterEach(() => Object.assign(fixture().simulator.settings, { failFirst: 0 }));

	test(
		'only the item whose run failed gets a new one, and the execution pauses again',
		async () => {
			const parked = await park('retry-parked', 3, 'question 2');
			const failing = parked.runs.find(({ input }) => input.Question === 'question 2');
			await answerQuestions(fixture(), parked.runs);
			const retry = await retryOf(parked, 3);
			expect(retry.input).toEqual({ Question: 'question 2' });
			await answerQuestions(fixture(), [retry]);
			await expectRetried(parked, 3, failing as SimulatedRun);
		},
		TEST_LIMIT_MS,
	);

	if (!withRestarts) return;

	test(
		'a run that fails after kill -9 of n8n is retried once, and so is the one after another',
		async () => {
			const { n8n } = fixture();
			const parked = await park('retry-killed', 1, 'question 0');
			const [failing] = parked.runs as [SimulatedRun];
			await n8n.restart({ kill9: true });
			await parked.untilParked();
			await answerQuestions(fixture(), [failing]);
			const retry = await retryOf(parked, 1);
			await n8n.restart({ kill9: true });
			await parked.untilParked();
			await answerQuestions(fixture(), [retry]);
			await expectRetried(parked, 1, failing);
			expect(retry.workflowId).toBe(WORKFLOWS.askHuman);
		},
		TEST_LIMIT_MS,
	);
}
