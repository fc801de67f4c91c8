import { FLOWS, UNTIL_HURRIED_MS } from '../../../../simulator/noukai';
import { waitUntil } from '../../support/waitUntil';
import { continueAtLimit, startNode, type RunOptions } from '../support/engine';
import { otherProcess } from '../../support/otherProcess';
import { flowParameters, runCalls, useAsHttpProxy, useNoukai } from '../support/noukai';
import { callBack, type CallbackAnswer, type Paused } from '../support/parkedCallback';

const used = useNoukai();

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

/** Jobs that take until the test says so; the execution is paused at the first moment. */
const freeWorker = (
	count: number,
	more: Partial<RunOptions> = {},
	parameters = {},
): RunOptions => ({
	credentials: used.credentials,
	items: Array.from({ length: count }, (_, place) => ({ json: { place } })),
	parameters: flowParameters('executeAsJobAndWait', FLOWS.slow, {
		whenLong: 'freeWorker',
		inlineSeconds: 0,
		parameterMode: 'json',
		parametersJson: `={{ { milliseconds: ${UNTIL_HURRIED_MS}, place: $json.place } }}`,
		...parameters,
	}),
	...more,
});

const jobs = () => used.simulator.executions;
const reads = () => used.simulator.calls.filter(({ method }) => method === 'GET');
const untilRunning = async () =>
	await waitUntil(() => jobs().every(({ status }) => status !== 'pending'));

/** Pauses an execution; its data as n8n would store it, and where Noukai calls back. */
async function pause(options: RunOptions): Promise<Paused> {
	const { status, stored } = await (await startNode(options)).result;
	expect(status).toBe('waiting');
	expect(jobs()).toHaveLength(options.items?.length ?? 1);
	await untilRunning();
	const urls = new Set(jobs().map(({ start }) => start.callback?.url));
	expect(urls.size).toBe(1);
	return { stored, url: [...urls][0] ?? '' };
}

/** Ends a job, and waits for the webhook that Noukai's guard keeps from a private address. */
async function end(place: number) {
	const job = jobOf(place);
	used.simulator.hurry(job.id);
	await waitUntil(() =>
		used.simulator.deliveries.some(({ executionId }) => executionId === job.id),
	);
	const { body } =
		used.simulator.deliveries.find(({ executionId }) => executionId === job.id) ?? {};
	return JSON.parse(body ?? '{}') as Record<string, unknown>;
}

/** The job of an item: they may be submitted in any order. */
function jobOf(place: number) {
	const job = jobs().find(({ start }) => start.inputs.parameters.place === place);
	if (job === undefined) throw new Error(`There is no job of item ${place}`);
	return job;
}

const itemsOf = ({ result }: CallbackAnswer) => result.workflowData?.[0];
const metadataOf = ({ data }: CallbackAnswer): Record<string, unknown> => ({
	...data.executionData?.nodeExecutionStack[0]?.metadata,
});
const stays = { statusCode: 200, body: { received: true, resumed: false } };

describe('Flow: Execute as Job and Wait, with Pause Execution', () => {
	it('pauses the execution, and resumes it with the last of N callbacks', async () => {
		const options = freeWorker(3);
		const paused = await pause(options);
		for (const place of [2, 0]) {
			expect(await callBack(options, paused, await end(place))).toMatchObject(stays);
		}
		const answer = await callBack(options, paused, await end(1));
		expect(answer).toMatchObject({ statusCode: 200, body: { resumed: true } });
		expect(itemsOf(answer)).toEqual(
			[0, 1, 2].map((item) => ({
				json: {
					executionId: jobOf(item).id,
					flow: FLOWS.slow,
					flowId: expect.any(String) as string,
					status: 'completed',
					output: `slept ${UNTIL_HURRIED_MS} ms`,
					errorMessage: null,
					blockCount: 1,
					sessionId: null,
				},
				pairedItem: { item },
			})),
		);
		expect(runCalls(used.simulator)).toHaveLength(3);
	});

	it('sends the resume URL as callbackUrl', async () => {
		const { url } = await pause(freeWorker(1));
		expect(url).toMatch(/^http:\/\/127\.0\.0\.1:5678\/webhook-waiting\//);
		expect(runCalls(used.simulator)[0]?.body).toMatchObject({ message: 'Hi', callbackUrl: url });
	});

	it.each([20, 60])('resumes an execution with %i jobs', async (count) => {
		const options = freeWorker(count, {}, { options: { maxConcurrentFlows: 50 } });
		const paused = await pause(options);
		const before = reads().length;
		const bodies = await Promise.all(jobs().map(async (_job, place) => await end(place)));
		const answers: CallbackAnswer[] = [];
		for (const body of bodies) answers.push(await callBack(options, paused, body));
		const resumed = answers.filter((answer) => answer.body.resumed === true);
		expect(resumed).toHaveLength(1);
		expect(itemsOf(resumed[0] as CallbackAnswer)?.map(({ pairedItem }) => pairedItem)).toEqual(
			bodies.map((_body, item) => ({ item })),
		);
		expect(reads().length - before).toBeLessThanOrEqual(3 * count);
		expect(jobs()).toHaveLength(count);
	});

	it('is not resumed by an early callback, nor read much for it', async () => {
		const options = freeWorker(2);
		const paused = await pause(options);
		const before = reads().length;
		expect(await callBack(options, paused)).toMatchObject(stays);
		expect(reads()).toHaveLength(before + 1);
	});

	it.each<[string, (executionId: string) => unknown, number]>([
		['says that a job has ended', (executionId) => ({ event: 'flow.completed', executionId }), 503],
		['says so in other fields', (execution_id) => ({ data: { execution_id } }), 503],
		['is of another event', (executionId) => ({ event: 'flow.paused', executionId }), 200],
		['names another job', () => ({ event: 'flow.completed', executionId: 'another' }), 200],
		['is a text', () => 'completed', 200],
		['is a list', () => [1], 200],
		['holds anything that is not an ID', () => ({ executionId: { a: 1 } }), 200],
	])('believes nothing that %s: the job still runs', async (_case, bodyOf, statusCode) => {
		const options = freeWorker(1);
		const paused = await pause(options);
		const before = reads().length;
		const answer = await callBack(options, paused, bodyOf(jobOf(0).id));
		expect(answer).toMatchObject({ statusCode, body: { resumed: false } });
		expect(answer.result.workflowData).toBeUndefined();
		expect(reads().length - before).toBeLessThanOrEqual(4);
		await end(0);
		expect(itemsOf(await callBack(options, paused))).toHaveLength(1);
	});

	it('waits a little for an API that is behind its callback', async () => {
		used.simulator.settings.jobReadLagMs = 3_000;
		const options = freeWorker(1);
		const paused = await pause(options);
		const answer = await callBack(options, paused, await end(0));
		expect(itemsOf(answer)?.[0]?.json.status).toBe('completed');
	});

	it.each(['flat', 'minimal', 'nested'] as const)(
		'reads the end from a callback of the shape %s first',
		async (bodyShape) => {
			used.simulator.settings.webhook.bodyShape = bodyShape;
			const options = freeWorker(9);
			const paused = await pause(options);
			const before = reads().length;
			await callBack(options, paused, await end(8));
			expect(reads()[before]?.path).toContain(jobOf(8).id);
		},
	);

	it('is resumed by a process that knows nothing of it, from what n8n has stored', async () => {
		const options = freeWorker(3);
		const paused = await pause(options);
		expect(await callBack(options, paused, await end(0))).toMatchObject(stays);
		const elsewhere = { ...options, nodeType: otherProcess('n8n-nodes-noukai.noukai') };
		expect(await callBack(elsewhere, paused, await end(1))).toMatchObject(stays);
		const later = { ...options, nodeType: otherProcess('n8n-nodes-noukai.noukai') };
		// The callback of the last job came while n8n was down; any other one makes up for it.
		await end(2);
		const answer = await callBack(later, paused, {});
		expect(itemsOf(answer)?.map(({ json }) => json.status)).toEqual(times(3, 'completed'));
		expect(jobs()).toHaveLength(3);
	});

	it('resumes once, whatever is repeated', async () => {
		const options = freeWorker(1);
		const paused = await pause(options);
		const body = await end(0);
		const answers = await Promise.all(
			times(3, body).map(async (sent) => await callBack(options, paused, sent)),
		);
		expect(answers.filter((answer) => answer.result.workflowData !== undefined)).toHaveLength(1);
	});

	it('is answered 404 if nothing is parked', async () => {
		const options = freeWorker(1);
		const { stored, url } = await pause(options);
		const other = stored.replaceAll('parkedState', 'otherState');
		const answer = await callBack(options, { stored: other, url });
		expect(answer).toMatchObject({ statusCode: 404, body: { resumed: false } });
	});

	it('is not touched by a callback to another node of the execution', async () => {
		const options = freeWorker(1);
		const { stored, url } = await pause(options);
		await end(0);
		const other = new URL(url);
		other.searchParams.set('node', 'another');
		const before = reads().length;
		const answer = await callBack(options, { stored, url: other.href });
		expect(answer).toMatchObject({ statusCode: 404, body: { resumed: false } });
		expect(reads()).toHaveLength(before);
	});

	it('answers 503 while Noukai is unreachable, and resumes later', async () => {
		const options = freeWorker(1);
		const paused = await pause(options);
		const body = await end(0);
		used.simulator.addFault({ path: '/jobs/', kind: 'status', statusCode: 502 });
		const refused = await callBack(options, paused, body);
		expect(refused).toMatchObject({ statusCode: 503, body: { resumed: false } });
		expect(refused.result.workflowData).toBeUndefined();
		used.simulator.clearFaults();
		expect(itemsOf(await callBack(options, paused, body))).toHaveLength(1);
	});
});

describe('a parked job', () => {
	it.each<[RunOptions['onError'], object]>([
		[undefined, { status: 'failed', errorMessage: 'No luck', output: null }],
		['continueRegularOutput', { error: { message: 'The Noukai flow failed: No luck' } }],
		['continueErrorOutput', { error: { message: 'The Noukai flow failed: No luck' } }],
	])('that fails is what On Error says: %s', async (onError, json) => {
		const parametersJson = '{"error":"No luck"}';
		used.simulator.settings.queueMs = UNTIL_HURRIED_MS;
		const options = freeWorker(
			1,
			{ onError, items: [{ json: {} }] },
			{ flow: FLOWS.failing, parametersJson },
		);
		const { status, stored } = await (await startNode(options)).result;
		expect(status).toBe('waiting');
		const [job] = jobs();
		used.simulator.hurry(job?.id ?? '');
		await waitUntil(() => job?.isOver === true);
		const answer = await callBack(options, { stored, url: job?.start.callback?.url ?? '' });
		expect(itemsOf(answer)).toMatchObject([{ json, pairedItem: { item: 0 } }]);
		const { resumeError } = metadataOf(answer);
		if (onError === undefined) {
			const message = 'The Noukai flow failed: No luck';
			expect(resumeError).toMatchObject({ message, context: { itemIndex: 0 } });
		} else {
			expect(itemsOf(answer)?.[0]?.json.error).toMatchObject({ executionId: job?.id });
			expect(resumeError).toBeUndefined();
		}
	});

	it('that Noukai does not know any more is an error item', async () => {
		const options = freeWorker(1);
		const paused = await pause(options);
		const fault = { kind: 'status', statusCode: 404, body: {} } as const;
		used.simulator.addFault({ path: '/jobs/', ...fault });
		await new Promise((resolve) => setTimeout(resolve, 6_000));
		expect(itemsOf(await callBack(options, paused))?.[0]?.json.error).toMatchObject({
			message: 'This job was not found in Noukai [404]',
			executionId: jobOf(0).id,
			httpCode: '404',
		});
	});

	it('that Noukai does not know yet is waited for', async () => {
		used.simulator.settings.jobAppearsAfterMs = 4_000;
		const options = freeWorker(1);
		const paused = await pause(options);
		expect(await callBack(options, paused)).toMatchObject(stays);
		await end(0);
		used.simulator.settings.jobAppearsAfterMs = 0;
		expect(itemsOf(await callBack(options, paused))?.[0]?.json.status).toBe('completed');
	});

	it('has its result as it was chosen, for each item', async () => {
		const options = freeWorker(2, {}, { outputMode: '={{ $json.place ? "raw" : "simplified" }}' });
		const paused = await pause(options);
		await end(0);
		const answer = await callBack(options, paused, await end(1));
		const text = `slept ${UNTIL_HURRIED_MS} ms`;
		expect(itemsOf(answer)?.map(({ json }) => json.output)).toEqual([text, { text }]);
	});

	it('whose end came before the execution could accept it is found: nothing is parked', async () => {
		used.simulator.addFault({ path: '/jobs/', method: 'GET', kind: 'hold' });
		const execution = await startNode(freeWorker(3));
		await waitUntil(() => reads().length === 3);
		await untilRunning();
		for (const place of [0, 1, 2]) used.simulator.hurry(jobOf(place).id);
		await waitUntil(() => jobs().every(({ isOver }) => isOver));
		used.simulator.clearFaults();
		const { status, items } = await execution.result;
		expect(status).toBe('success');
		expect(items.map(({ json }) => json.status)).toEqual(times(3, 'completed'));
		expect(jobs()).toHaveLength(3);
	});

	it('that ends within Pause After is not parked', async () => {
		const { status, items } = await (
			await startNode(
				freeWorker(2, {}, { inlineSeconds: 30, parametersJson: '{"milliseconds": 10000}' }),
			)
		).result;
		expect(status).toBe('success');
		expect(items.map(({ json }) => json.output)).toEqual(times(2, 'slept 10000 ms'));
	});

	it('is returned with waitTimedOut at the time limit', async () => {
		const options = freeWorker(2);
		const { stored } = await pause(options);
		const { items } = await continueAtLimit(options, stored);
		expect(items).toMatchObject(
			[0, 1].map((item) => ({
				json: { executionId: jobOf(item).id, flow: FLOWS.slow, waitTimedOut: true, output: null },
				pairedItem: { item },
			})),
		);
	});

	it('keeps the items that ended or failed before beside it', async () => {
		const flows = [FLOWS.hello, FLOWS.slow, 'acme/demo/status-402'];
		const options = freeWorker(
			3,
			{ onError: 'continueRegularOutput', items: flows.map((flow) => ({ json: { flow } })) },
			{
				flow: '={{ $json.flow }}',
				inlineSeconds: 5,
				parametersJson: `{"milliseconds":${UNTIL_HURRIED_MS}}`,
			},
		);
		const { status, stored } = await (await startNode(options)).result;
		expect(status).toBe('waiting');
		expect(jobs()).toHaveLength(2);
		const slow = jobs().find(({ start }) => start.flow.path === FLOWS.slow);
		used.simulator.hurry(slow?.id ?? '');
		await waitUntil(() => slow?.isOver === true);
		const answer = await callBack(options, { stored, url: slow?.start.callback?.url ?? '' });
		expect(itemsOf(answer)).toMatchObject([
			{ json: { status: 'completed', output: 'Hello: Hi' } },
			{ json: { status: 'completed' } },
			{ json: { error: { code: 'INSUFFICIENT_CREDITS', httpCode: '402' } } },
		]);
	});
});

describe('an execution that cannot be paused', () => {
	it.each<[string, Partial<RunOptions>, RegExp]>([
		[
			'in streaming mode',
			{ streaming: true },
			/^The execution could not be paused and kept running: the response is streamed/,
		],
	])('waits in place, and says why: %s', async (_case, more, hint) => {
		const execution = await startNode(freeWorker(1, more));
		await waitUntil(() => jobs().length === 1);
		await untilRunning();
		used.simulator.hurry(jobOf(0).id);
		const { status, hints, chunks } = await execution.result;
		expect(status).toBe('success');
		expect(hints?.[0]?.message).toMatch(hint);
		expect(runCalls(used.simulator)[0]?.body).not.toHaveProperty('callbackUrl');
		expect(JSON.stringify(chunks)).toContain('slept');
	});
});

describe('a resume URL that Noukai cannot reach', () => {
	useAsHttpProxy();

	const far = () => ({
		credentials: { ...used.credentials, baseUrl: 'http://noukai.test/api/v1' },
	});

	it('is reported before anything is started', async () => {
		used.simulator.addFault({ path: '/jobs$', kind: 'status', statusCode: 422 });
		const execution = await startNode(
			freeWorker(3, { ...far(), onError: 'continueRegularOutput' }),
		);
		const { hints } = await execution.result;
		expect(jobs()).toHaveLength(0);
		expect(hints).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(
					/^Noukai cannot call this n8n back at http:\/\/127\.0\.0\.1:5678:/,
				) as string,
				type: 'warning',
			}),
		]);
	});

	it('is not sent, and the execution is paused all the same', async () => {
		const { status } = await (await startNode(freeWorker(2, far()))).result;
		expect(status).toBe('waiting');
		for (const { body } of runCalls(used.simulator)) {
			expect(body).not.toHaveProperty('callbackUrl');
		}
		expect(jobs()).toHaveLength(2);
	});
});
