import { WORKFLOWS } from '../../../simulator/noxus';
import { postItems } from '../../n8n/support/parked';
import { parkedWorkflow } from '../../n8n/support/parkedWorkflow';
import { itemsOf, loadExample } from '../../../n8n-harness';
import type { ClusterFixture } from '../fixture';
import { MANY_LIMIT_MS } from '../limits';
import { numbered, postEach, startedTexts } from '../numbered';

const MANY = 100;

/** As many runs as items, on any worker. */
export function countCases(fixture: () => ClusterFixture): void {
	const addEcho = async (path: string) => {
		const parameters = { whenLong: 'keepWaiting' };
		const file = parkedWorkflow({ path, noxusWorkflowId: WORKFLOWS.echo, parameters });
		return await fixture().n8n.addWorkflow(file);
	};

	test('a call of a webhook process is worked on by a worker, and its answer comes back', async () => {
		const { n8n, cluster } = fixture();
		const headers = { 'content-type': 'application/json' };
		const body = JSON.stringify({ text: 'through the queue' });
		const url = `${n8n.webhookUrl}/webhook/noxus-run-and-wait`;
		const response = await fetch(url, { method: 'POST', headers, body });
		const answer: unknown = await response.json();
		expect(answer).toMatchObject({ status: 'completed', output: { Text: 'through the queue' } });
		const { id } = n8n.workflow(loadExample('run-and-wait').name);
		const [execution] = await n8n.finishedExecutions(id, 1);
		expect(execution && itemsOf(execution, 'Noxus')).toEqual([
			{ json: answer, pairedItem: { item: 0 } },
		]);
		await cluster.untilStarted([Number(execution?.id)], 1);
		expect(cluster.workersOf(execution?.id)).toHaveLength(1);
	});

	test('100 items of one execution: 100 runs, in order', async () => {
		const { n8n, simulator } = fixture();
		const { id } = await addEcho('many-items');
		const texts = numbered('many-items', MANY);
		const items = texts.map((Text) => ({ Text }));
		await postItems(fixture(), 'many-items', items);
		const [execution] = await n8n.finishedExecutions(id, 1, MANY_LIMIT_MS);
		expect(execution?.status).toBe('success');
		const outputs = execution && itemsOf(execution, 'Regular').map(({ json }) => json.output);
		expect(outputs).toEqual(items);
		expect(startedTexts(simulator, texts)).toEqual([...texts].sort());
	});

	test('100 executions with one item: 100 runs, by both workers', async () => {
		const { n8n, simulator, cluster } = fixture();
		const { id } = await addEcho('many-executions');
		const texts = numbered('many-executions', MANY);
		await postEach(
			fixture(),
			'many-executions',
			texts.map((Text) => ({ Text })),
		);
		const executions = await n8n.finishedExecutions(id, MANY, MANY_LIMIT_MS);
		expect(executions.filter(({ status }) => status !== 'success')).toEqual([]);
		const outputs = executions.flatMap((execution) =>
			itemsOf(execution, 'Regular').map(({ json }) => (json.output as { Text: string }).Text),
		);
		expect(outputs.sort()).toEqual([...texts].sort());
		expect(startedTexts(simulator, texts)).toEqual([...texts].sort());
		await cluster.untilStarted(
			executions.map(({ id }) => id),
			1,
		);
		const workers = executions.flatMap((execution) => cluster.workersOf(execution.id));
		expect(workers).toHaveLength(MANY);
		expect(new Set(workers)).toEqual(new Set(cluster.workers));
	});
}
