import { KEYS, type SimulatedRun } from '../../../../simulator/noxus';
import type { Fixture } from '../../support/fixture';
import { ParkedExecution } from '../../support/ParkedExecution';
import { itemsOf } from '../../../../n8n-harness';
import { importExample, postJson } from './importExample';

/** Webhook, Noxus with Pause Execution, If, and a node for each way it may end. */
export function askAPersonCase(fixture: () => Fixture): void {
	test.each([
		['an answer', 'Use the answer', { answer: 'Yes, do it' }],
		['a stop', 'No answer', { reason: 'The run is stopped' }],
	])('the execution is paused, and continues after %s', async (what, node, json) => {
		const path = what.replace(' ', '-');
		const changes = { Webhook: { path }, Noxus: { inlineSeconds: 1 } };
		const example = await importExample(fixture(), 'ask-a-person', changes);
		expect((await postJson(example.url, { question: 'May we?' })).status).toBe(200);
		const parked = new ParkedExecution(fixture(), example.workflow.id);
		await parked.untilRuns(1);
		await parked.untilParked();
		await parked.untilAsking();
		const [run] = parked.runs;
		expect(run?.input).toEqual({ Question: 'May we?' });
		if (run) await (what === 'an answer' ? answer(run) : stop(run));
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, node)).toMatchObject([{ json }]);
	});

	const answer = async (run: SimulatedRun) => fixture().simulator.answerRun(run.id, 'Yes, do it');
	const stop = async ({ id }: SimulatedRun) => {
		const url = `${fixture().simulator.url}/v1/runs/${id}/stop`;
		const response = await fetch(url, { method: 'POST', headers: { 'x-api-key': KEYS.a } });
		expect(response.status).toBe(200);
	};
}
