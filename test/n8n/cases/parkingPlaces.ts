import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { answeredItems, answerQuestions, begin, hurryRuns } from '../support/parked';
import { parkQuestions, postItems } from '../support/parked';
import { ParkedExecution, STEP_LIMIT_MS } from '../support/ParkedExecution';
import { loopWorkflow, parkedWorkflow, triggeredWorkflow } from '../support/parkedWorkflow';
import { itemsOf, runManually, waitUntil } from '../../../n8n-harness';
import { node } from '../support/workflows';

const LONG = { Milliseconds: UNTIL_HURRIED_MS };
const QUESTIONS = [0, 1, 2].map((item) => ({ Question: `question ${item}` }));

/** Parked in a loop, in the editor, before another node that waits; and stopped. */
export function parkingPlaceCases(fixture: () => Fixture): void {
	test('in a loop: what comes late from one round does not end the next', async () => {
		const noxusWorkflowId = WORKFLOWS.askHuman;
		const file = loopWorkflow({ path: 'park-loop', noxusWorkflowId });
		const parked = await begin(fixture(), file, QUESTIONS);
		for (let round = 0; round < QUESTIONS.length; round += 1) {
			await parked.untilRuns(round + 1);
			await parked.untilParked();
			await parked.untilAsking();
			for (const earlier of parked.runs.slice(0, round)) {
				const late = await parked.callBack(earlier);
				expect(late).toMatchObject({ statusCode: 200, body: { resumed: false } });
			}
			expect(parked.latest?.status).toBe('waiting');
			await answerQuestions(fixture(), parked.runs.slice(round));
		}
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		const output = answeredItems(3).map(({ json }) => ({ json }));
		expect(itemsOf(execution, 'Regular')).toMatchObject(output);
		expect(execution.data?.resultData.runData.Noxus).toHaveLength(3);
		expect(parked.runs).toHaveLength(3);
	});

	test('before another node that waits: a late callback does not wake that one', async () => {
		const { n8n } = fixture();
		const file = parkedWorkflow({
			path: 'park-before-wait',
			noxusWorkflowId: WORKFLOWS.askHuman,
		});
		const parameters = { resume: 'webhook', httpMethod: 'POST', options: {} };
		const wait = { ...node('Regular', 'n8n-nodes-base.wait', 3, { parameters }), typeVersion: 1.1 };
		file.nodes = file.nodes.map((one) => (one.name === 'Regular' ? wait : one));
		const parked = await begin(fixture(), file, QUESTIONS.slice(0, 1));
		await parked.untilRuns(1);
		await parked.untilParked();
		await parked.untilAsking();
		await answerQuestions(fixture(), parked.runs);
		const isInWait = () => {
			const latest = n8n.executions({ workflowId: parked.workflowId }).at(-1);
			return latest?.status === 'waiting' && latest.data?.resultData.lastNodeExecuted === 'Regular';
		};
		await waitUntil(isInWait, { what: 'the Wait node to wait', limitMs: STEP_LIMIT_MS });
		expect((await parked.callBack(parked.runs[0])).statusCode).toBe(404);
		expect(isInWait()).toBe(true);
	});

	test('started in the editor', async () => {
		const { n8n } = fixture();
		const parameters = { inputJson: JSON.stringify(LONG) };
		const given = { path: 'park-manual', noxusWorkflowId: WORKFLOWS.slow, parameters };
		const { id } = await n8n.addWorkflow(triggeredWorkflow(given, 'manualTrigger'));
		await runManually(n8n, id, 'Start');
		const parked = new ParkedExecution(fixture(), id);
		await parked.untilParked();
		await hurryRuns(fixture(), parked.runs);
		const execution = await parked.finished();
		expect(execution).toMatchObject({ status: 'success', mode: 'manual' });
		const Result = `slept ${UNTIL_HURRIED_MS} ms`;
		const json = { status: 'completed', output: { Result } };
		expect(itemsOf(execution, 'Regular')).toMatchObject([{ json }]);
	});

	test('a caller who waits for the last node gets the ids of the runs to resume later', async () => {
		const { n8n } = fixture();
		const path = 'park-last-node';
		const file = parkedWorkflow({ path, noxusWorkflowId: WORKFLOWS.slow });
		Object.assign(file.nodes[0]?.parameters ?? {}, { responseMode: 'lastNode' });
		const { id } = await n8n.addWorkflow(file);
		const answer: unknown = await (await postItems(fixture(), path, [LONG])).json();
		const parked = new ParkedExecution(fixture(), id);
		expect(answer).toMatchObject({ runId: parked.runs[0]?.id });
		expect(answer).not.toHaveProperty('waitTimedOut');
		await parked.untilParked();
		await hurryRuns(fixture(), parked.runs);
		expect((await parked.finished()).status).toBe('success');
	});

	test('Stop ends a parked execution; its runs continue, as nobody notifies the node', async () => {
		const { n8n } = fixture();
		const parked = await parkQuestions(fixture(), { path: 'park-stop' });
		await n8n.rest.call('POST', `/rest/executions/${parked.latest?.id}/stop`, {});
		expect((await parked.finished()).status).toBe('canceled');
		const [run] = parked.runs;
		expect(run?.status).toBe('awaiting_human_feedback');
		expect((await parked.callBack(run)).statusCode).toBe(409);
	});
}
