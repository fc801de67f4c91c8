import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { callAndPark } from '../support/answeredWebhook';
import type { Fixture } from '../support/fixture';
import { answerQuestions, hurryRuns } from '../support/parked';

const ANSWER = { status: 'completed', output: { Answer: 'answer 0' } };

/** The caller of a webhook gets the output of a run for which the execution was paused. */
export function webhookAnswerCases(fixture: () => Fixture): void {
	const ask = async (path: string) => {
		const asked = await callAndPark(fixture(), path, WORKFLOWS.askHuman);
		await asked.parked.untilAsking();
		return asked;
	};

	test('the caller gets the output of the run on the same connection', async () => {
		const { answer, parked } = await ask('answer-after');
		const first = await Promise.race([answer, new Promise((r) => setTimeout(r, 1_000, 'open'))]);
		expect(first).toBe('open');
		await answerQuestions(fixture(), parked.runs);
		expect(await answer).toMatchObject({ statusCode: 200, body: [ANSWER] });
		expect((await parked.finished()).status).toBe('success');
	});

	test('the run fails, and with it the execution: the caller gets an empty answer', async () => {
		const { settings } = fixture().simulator;
		const usualMs = settings.runMs;
		settings.runMs = UNTIL_HURRIED_MS;
		const { answer, parked } = await callAndPark(fixture(), 'answer-failed', WORKFLOWS.fail);
		settings.runMs = usualMs;
		await hurryRuns(fixture(), parked.runs);
		expect(await answer).toEqual({ statusCode: 200, body: '' });
		expect((await parked.finished()).status).toBe('error');
	});

	test('the execution is stopped: the caller gets an error', async () => {
		const { answer, parked } = await ask('answer-stopped');
		await fixture().n8n.rest.call('POST', `/rest/executions/${parked.latest?.id}/stop`, {});
		const body = { message: 'The execution was cancelled manually' };
		expect(await answer).toMatchObject({ statusCode: 500, body });
	});
}
