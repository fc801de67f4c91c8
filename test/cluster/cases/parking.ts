import { WORKFLOWS } from '../../../simulator/noxus';
import { answeredItems, answerQuestions, parkQuestions } from '../../n8n/support/parked';
import { ParkedExecution } from '../../n8n/support/ParkedExecution';
import { parkedWorkflow } from '../../n8n/support/parkedWorkflow';
import { itemsOf, waitUntil } from '../../../n8n-harness';
import type { ClusterFixture } from '../fixture';
import { MANY_LIMIT_MS } from '../limits';
import { numbered, postEach, runsOf, startedTexts, untilRuns } from '../numbered';

const RUNS = 20;
const EXECUTIONS = 40;

/** Pause Execution: parked by workers, resumed by a webhook process, and carried on by workers. */
export function parkingCases(fixture: () => ClusterFixture): void {
	const park = async (path: string, noxusWorkflowId: string, items: object[]) => {
		const file = parkedWorkflow({ path, noxusWorkflowId });
		const { id } = await fixture().n8n.addWorkflow(file);
		await postEach(fixture(), path, items);
		return id;
	};
	const finished = async (workflowId: string) =>
		await fixture().n8n.finishedExecutions(workflowId, EXECUTIONS, MANY_LIMIT_MS);

	test(`${RUNS} runs of one execution`, async () => {
		const parked = await parkQuestions(fixture(), { path: 'cluster-one' }, RUNS);
		expect(parked.resumeUrl.startsWith(fixture().n8n.webhookUrl)).toBe(true);
		await answerQuestions(fixture(), parked.runs);
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Regular')).toMatchObject(answeredItems(RUNS));
		expect(execution.data?.resultData.runData.Regular).toHaveLength(1);
		expect(parked.runs).toHaveLength(RUNS);
		const answers = await parked.answers(RUNS);
		expect(answers.filter(({ statusCode }) => statusCode !== 200)).toEqual([]);
		expect(answers.filter(({ body }) => body.resumed)).toHaveLength(1);
	});

	test(`${EXECUTIONS} executions, which all continue at the same moment`, async () => {
		const { n8n, simulator } = fixture();
		const texts = numbered('question parked', EXECUTIONS);
		const items = texts.map((Question) => ({ Question }));
		const id = await park('cluster-many', WORKFLOWS.askHuman, items);
		await untilRuns(simulator, texts);
		const areParked = () =>
			n8n
				.executions({ workflowId: id, withoutData: true })
				.every(({ status }) => status === 'waiting');
		await waitUntil(areParked, { what: 'all to be parked', limitMs: MANY_LIMIT_MS });
		const runs = runsOf(simulator, texts);
		const doAsk = () => runs.every(({ status }) => status === 'awaiting_human_feedback');
		await waitUntil(doAsk, { what: 'the questions', limitMs: MANY_LIMIT_MS });
		await answerQuestions(fixture(), runs);
		const executions = await finished(id);
		expect(executions.filter(({ status }) => status !== 'success')).toEqual([]);
		const outputs = executions.flatMap((execution) =>
			itemsOf(execution, 'Regular').map(({ json }) => (json.output as { Answer: string }).Answer),
		);
		const answers = texts.map((text) => text.replace('question', 'answer'));
		expect(outputs.sort()).toEqual(answers.sort());
		expect(startedTexts(simulator, texts)).toEqual([...texts].sort());
	});

	test('the last callback at both webhook processes at the same moment: resumed once', async () => {
		const { n8n, simulator, cluster } = fixture();
		const { callback } = simulator.settings;
		callback.never = true;
		const parked = await parkQuestions(fixture(), { path: 'cluster-both' }, 2);
		await answerQuestions(fixture(), parked.runs);
		callback.never = false;
		const send = async ({ url }: { url: string }) => {
			const resumeUrl = parked.resumeUrl.replace(n8n.webhookUrl, url);
			return await parked.callBack(parked.runs[0], {}, resumeUrl);
		};
		const [first, second] = cluster.webhooks;
		if (!first || !second) throw new Error('Two webhook processes are needed');
		await Promise.all([send(first), send(second), send(first), send(second)]);
		const execution = await parked.finished();
		expect(itemsOf(execution, 'Regular')).toMatchObject(answeredItems(2));
		await cluster.untilStarted([execution.id], 2);
		const timesStarted = cluster.workers.map((worker) => worker.timesStarted(execution.id));
		expect(timesStarted.reduce((sum, times) => sum + times, 0)).toBe(2);
	});

	test(`${EXECUTIONS} executions whose runs end while they are being parked`, async () => {
		const items = Array.from({ length: EXECUTIONS }, (_, place) => ({ Milliseconds: place * 10 }));
		const id = await park('cluster-race', WORKFLOWS.slow, items);
		const executions = await finished(id);
		expect(executions.filter(({ status }) => status !== 'success')).toEqual([]);
		const parked = executions.map((_, place) => new ParkedExecution(fixture(), id, place));
		const runs = parked.map((one) => one.runs.length);
		expect(runs).toEqual(items.map(() => 1));
		// Both ways may occur: resumed by the callback, or refused by n8n and then found by the node itself.
		const answers = await Promise.all(parked.map(async (one) => await one.answers(1)));
		const codes = answers.flat().map(({ statusCode }) => statusCode);
		expect(codes.filter((code) => code !== 200 && code !== 409)).toEqual([]);
	});
}
