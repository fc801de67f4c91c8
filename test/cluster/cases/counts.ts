import { itemsOf, loadExample } from '../../n8n/server';
import type { ClusterFixture } from '../fixture';

/** As many runs as items, wherever they were started. */
export function countCases(fixture: () => ClusterFixture): void {
	test('a call of a webhook process is worked on by a worker, and its answer comes back', async () => {
		const { n8n, cluster, simulator } = fixture();
		const headers = { 'content-type': 'application/json' };
		const body = JSON.stringify({ text: 'through the queue' });
		const url = `${n8n.webhookUrl}/webhook/noxus-run-and-wait`;
		const response = await fetch(url, { method: 'POST', headers, body });
		const answer: unknown = await response.json();
		expect(answer).toMatchObject({ status: 'completed', output: 'through the queue' });
		const { id } = n8n.workflow(loadExample('run-and-wait').name);
		const [execution] = await n8n.finishedExecutions(id, 1);
		expect(execution && itemsOf(execution, 'Noxus')).toEqual([
			{ json: answer, pairedItem: { item: 0 } },
		]);
		expect(cluster.workerOf(execution?.id)).toBeDefined();
		expect(simulator.runs).toHaveLength(1);
	});
}
