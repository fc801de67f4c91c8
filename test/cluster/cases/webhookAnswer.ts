import { WORKFLOWS } from '../../../simulator/noxus';
import { callAndPark } from '../../n8n/support/answeredWebhook';
import { answerQuestions } from '../../n8n/support/parked';
import type { ClusterFixture } from '../fixture';

/** The caller of a webhook that is to answer after the run for which the execution is paused. */
export function webhookAnswerCases(fixture: () => ClusterFixture): void {
	test('the caller is answered when the execution is paused, which then continues without the caller', async () => {
		const { answer, parked } = await callAndPark(fixture(), 'cluster-answer', WORKFLOWS.askHuman);
		expect(await answer).toEqual({ statusCode: 200, body: '' });
		expect(parked.latest?.status).toBe('waiting');
		await parked.untilAsking();
		await answerQuestions(fixture(), parked.runs);
		expect((await parked.finished()).status).toBe('success');
	});
}
