import type { Fixture } from '../support/fixture';
import { answeredItems, answerQuestions, parkQuestions } from '../support/parked';
import { STEP_LIMIT_MS, type Answer, type ParkedExecution } from '../support/ParkedExecution';
import { itemsOf } from '../../../n8n-harness';

/**
 * n8n itself refuses what comes when it has noted that the execution continues: with 409, or where it
 * notes it at that very moment with an error of its own, before the node is asked (n8n 2.41,
 * waiting-webhooks.ts reads the status before the data).
 */
function isTakenOrLate({ statusCode, body }: Answer): boolean {
	if (statusCode === 500) return body.message?.includes('inputOverride') === true;
	return statusCode === 200 || statusCode === 409;
}

/** Callbacks that come twice, from strangers, or while Noxus cannot be asked. */
export function parkingCallbackCases(fixture: () => Fixture): void {
	const expectAnswered = async (parked: ParkedExecution, count: number) => {
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Regular')).toMatchObject(answeredItems(count));
		expect(execution.data?.resultData.runData.Regular).toHaveLength(1);
		expect(parked.runs).toHaveLength(count);
	};

	test('each callback three times: the last run resumes, and once', async () => {
		const { simulator } = fixture();
		simulator.settings.callback.times = 3;
		const parked = await parkQuestions(fixture(), { path: 'park-tripled' }, 3);
		for (const run of [2, 0, 1]) await answerQuestions(fixture(), [parked.runs[run]!]);
		await expectAnswered(parked, 3);
		const answers = await parked.answers(9);
		expect(answers.filter(({ body }) => body.resumed === true)).toHaveLength(1);
		expect(answers.filter((answer) => !isTakenOrLate(answer))).toEqual([]);
	});

	test('five callbacks at the same moment resume once', async () => {
		fixture().simulator.settings.callback.never = true;
		const parked = await parkQuestions(fixture(), { path: 'park-at-once' }, 2);
		await parked.callBackEarly();
		await answerQuestions(fixture(), parked.runs);
		const [run] = parked.runs;
		const send = async () => await parked.callBack(run);
		const answers = await Promise.all([send(), send(), send(), send(), send()]);
		await expectAnswered(parked, 2);
		expect(answers.filter(({ body }) => body.resumed === true)).toHaveLength(1);
		expect(answers.filter((answer) => !isTakenOrLate(answer))).toEqual([]);
	});

	test('what strangers send changes nothing', async () => {
		const { simulator } = fixture();
		const parked = await parkQuestions(fixture(), { path: 'park-forged' }, 2);
		const [run] = parked.runs;
		// What reports an end that is not one is checked for a while.
		simulator.settings.callback.timeoutMs = STEP_LIMIT_MS;
		const url = new URL(parked.resumeUrl);
		const empty = await fetch(url, { method: 'POST', body: 'not JSON' });
		const got = await fetch(url);
		url.searchParams.set('signature', '0'.repeat(64));
		const unsigned = await parked.callBack(run, {}, url.href);
		const forged = await parked.callBack(run, { status: 'completed', outputs: { Answer: 'no' } });

		expect(forged).toMatchObject({ statusCode: 503, body: { received: false, resumed: false } });
		expect(await empty.json()).toMatchObject({ received: true, resumed: false });
		expect(got.status).toBe(404);
		// The URL of n8n 1 is not signed: the node itself has to see that nothing has ended.
		const refused = fixture().n8n.isN8n1
			? { statusCode: 200, body: { received: true, resumed: false } }
			: { statusCode: 401, body: { error: 'Invalid token' } };
		expect(unsigned).toMatchObject(refused);
		expect(parked.latest?.status).toBe('waiting');
		await answerQuestions(fixture(), parked.runs);
		await expectAnswered(parked, 2);
	});

	test('a callback that the API is a moment behind resumes, although nobody calls again', async () => {
		const { simulator } = fixture();
		simulator.settings.callback.timeoutMs = STEP_LIMIT_MS;
		const parked = await parkQuestions(fixture(), { path: 'park-api-behind' }, 2);
		await parked.callBackEarly();
		simulator.settings.runReadLagMs = 2_000;
		await answerQuestions(fixture(), parked.runs);
		await expectAnswered(parked, 2);
		const answers = await parked.answers(3);
		expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
		expect(answers.filter(({ body }) => body.resumed === true)).toHaveLength(1);
	});

	test('where the API is far behind, the sender is asked to retry, and then it counts', async () => {
		const { simulator } = fixture();
		simulator.settings.callback.timeoutMs = STEP_LIMIT_MS;
		const parked = await parkQuestions(fixture(), { path: 'park-api-far-behind' });
		await parked.callBackEarly();
		simulator.settings.runReadLagMs = 3_600_000;
		await answerQuestions(fixture(), parked.runs);
		const [, early] = await parked.answers(2);
		expect(early).toMatchObject({ statusCode: 503, body: { received: false, resumed: false } });
		expect(parked.latest?.status).toBe('waiting');
		simulator.settings.runReadLagMs = 0;
		const late = await parked.callBack(parked.runs[0]);
		expect(late).toMatchObject({ statusCode: 200, body: { resumed: true } });
		await expectAnswered(parked, 1);
	});

	test('while Noxus is unreachable the sender is asked to retry, and then it counts', async () => {
		const { simulator } = fixture();
		simulator.settings.callback.never = true;
		const parked = await parkQuestions(fixture(), { path: 'park-api-away' }, 2);
		await parked.callBackEarly();
		await answerQuestions(fixture(), parked.runs);
		const [run] = parked.runs;
		simulator.addFault({ path: `/runs/${run?.id}`, kind: 'status', statusCode: 503 });
		const away = await parked.callBack(run);
		expect(away).toMatchObject({ statusCode: 503, body: { received: false, resumed: false } });
		expect(parked.latest?.status).toBe('waiting');
		simulator.clearFaults();
		const back = await parked.callBack(run);
		expect(back).toMatchObject({ statusCode: 200, body: { resumed: true } });
		await expectAnswered(parked, 2);
	});
}
