import type { SimulatedRun } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { callBack, finishedRuns } from '../support/callbacks';
import { callAndPark } from '../support/answeredWebhook';
import { failureOf, failureOfRun, parkFailing } from '../support/failing';
import {
	answeredItems,
	answerQuestions,
	hurryRuns,
	parkQuestions,
	postItems,
} from '../support/parked';
import { ParkedExecution } from '../support/ParkedExecution';
import { parkingNode } from '../support/parkedWorkflow';
import { link, triggerWorkflow } from '../support/workflows';
import { WORKFLOWS } from '../../../simulator/noxus';
import { itemsOf, waitUntil } from '../../../n8n-harness';

const TEST_LIMIT_MS = 300_000;
/** The first calls come 15 s after the workflow is used again. */
const RECALL_LIMIT_MS = 120_000;

/** n8n is killed while executions are parked. */
export function parkingRestartCases(fixture: () => Fixture): void {
	/** Runs end, and nobody notifies n8n. */
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
			const failing = await parkFailing(fixture(), { path: 'kill-failing' });
			const { answer, parked: asked } = await callAndPark(
				fixture(),
				'kill-answer',
				WORKFLOWS.askHuman,
			);
			await asked.untilAsking();
			await Promise.all([one, some, all].map(async (parked) => await parked.callBackEarly()));
			await answerQuestions(fixture(), some.runs.slice(1, 3));
			await endUnheard(all.runs);
			await n8n.restart({ kill9: true });
			// Its recovery calls them crashed for a moment, until it sees that they wait.
			const parkings = [one, some, all, failing, asked];
			await Promise.all(parkings.map(async (parked) => await parked.untilParked()));
			// Who called a webhook that was to answer after the run has lost the connection.
			expect(await answer).toBe('broken off: fetch failed');

			await endUnheard(some.runs.slice(3));
			await answerQuestions(fixture(), [...some.runs.slice(0, 1), ...one.runs]);
			const again = await all.callBack(all.runs[1]);
			expect(again).toMatchObject({ statusCode: 200, body: { resumed: true } });
			await answerQuestions(fixture(), asked.runs);
			expect((await asked.finished()).status).toBe('success');
			await hurryRuns(fixture(), failing.runs);
			expect(failureOf(await failing.finished())).toMatchObject(failureOfRun(failing));
			expect(failing.runs).toHaveLength(2);
			for (const [parked, count] of [[one, 1] as const, [some, 4] as const, [all, 2] as const]) {
				const execution = await parked.finished();
				expect(execution.status).toBe('success');
				expect(itemsOf(execution, 'Regular')).toMatchObject(answeredItems(count));
				expect(parked.runs).toHaveLength(count);
			}
		},
		TEST_LIMIT_MS,
	);

	test(
		'runs that end while n8n is down resume their executions when the workflow runs again',
		async () => {
			const { n8n, simulator } = fixture();
			const path = 'recall-next';
			const first = await parkQuestions(fixture(), { path });
			const { workflowId } = first;
			for (const place of [1, 2]) {
				await postItems(fixture(), path, [{ Question: `question ${place}` }]);
				const parked = new ParkedExecution(fixture(), workflowId, place);
				await parked.untilRuns(1);
				await parked.untilParked();
				await parked.untilAsking();
			}
			const paused = [0, 1, 2].map((place) => new ParkedExecution(fixture(), workflowId, place));
			// n8n 1 does not sign the URL.
			const signature = new URL(paused[0]?.resumeUrl ?? '').searchParams.get('signature');
			const stored = await n8n.rest.call<object>('GET', `/rest/workflows/${workflowId}`);
			if (signature !== null) expect(JSON.stringify(stored)).not.toContain(signature);
			const runs = paused.flatMap((parked) => parked.runs);
			await n8n.restart({ kill9: true, whileDown: async () => await endUnheard(runs) });
			const created = simulator.runs.length;

			await postItems(fixture(), path, [{ Question: 'question 3' }]);
			for (const [place, parked] of paused.entries()) {
				const execution = await parked.finished(RECALL_LIMIT_MS);
				expect(execution.status).toBe('success');
				const output = { Answer: `answer ${place}` };
				const json = { status: 'completed', output };
				expect(itemsOf(execution, 'Regular')).toMatchObject([{ json }]);
				expect(execution.data?.resultData.runData.Regular).toHaveLength(1);
			}
			expect(simulator.runs).toHaveLength(created + 1);
			expect(new ParkedExecution(fixture(), workflowId, 3).latest?.status).toBe('waiting');
		},
		TEST_LIMIT_MS,
	);

	test(
		'behind a Noxus Trigger, they resume their executions when n8n 1 starts',
		async () => {
			const { n8n, simulator } = fixture();
			// n8n 2.41 calls no webhook method of a node when it starts.
			if (!n8n.isN8n1) return;
			const name = 'recall-start';
			const file = triggerWorkflow(name, { proofOfOrigin: 'confirm' });
			const parameters = { inputJson: '={{ { "Question": "question 0" } }}' };
			const noxus = parkingNode({ noxusWorkflowId: WORKFLOWS.askHuman, parameters }, 1);
			file.nodes.push(noxus);
			file.connections = { 'Noxus Trigger': link('Noxus'), Noxus: link('After') };
			const { id } = await n8n.addWorkflow(file);
			const [runId = ''] = await finishedRuns(simulator, 1);
			await callBack(simulator, `${n8n.webhookUrl}/webhook/hook-${name}/webhook`, runId);
			const parked = new ParkedExecution(fixture(), id);
			await parked.untilRuns(1);
			await parked.untilParked();
			await parked.untilAsking();
			const { runs } = parked;
			await n8n.restart({ kill9: true, whileDown: async () => await endUnheard(runs) });
			// n8n's recovery calls it crashed for a moment.
			const isResumed = () => parked.latest?.status === 'success';
			await waitUntil(isResumed, { what: 'the execution to resume', limitMs: RECALL_LIMIT_MS });
			const execution = await parked.finished();
			const output = answeredItems(1).map(({ json }) => ({ json }));
			expect(itemsOf(execution, 'After')).toMatchObject(output);
		},
		TEST_LIMIT_MS,
	);
}
