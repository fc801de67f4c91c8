import { randomBytes } from 'node:crypto';
import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../simulator/noxus';
import { begin } from '../../n8n/support/parked';
import { ParkedExecution } from '../../n8n/support/ParkedExecution';
import { readerNode } from '../../n8n/support/outputWorkflows';
import { parkedWorkflow, parkingNode } from '../../n8n/support/parkedWorkflow';
import { itemsOf, type StoredExecution, type WorkflowFile } from '../../../n8n-harness';
import { CREDENTIALS, link, node, webhookNode } from '../../n8n/support/workflows';
import type { ClusterFixture } from '../fixture';
import { MANY_LIMIT_MS } from '../limits';
import { numbered, postEach, hurryAll } from '../numbered';

const EXECUTIONS = 12;
const SIZE_BYTES = 100_000;

/** Files that one process stores and another reads, in n8n's default for queue mode: the database. */
export function fileCases(fixture: () => ClusterFixture): void {
	test('a file that a webhook process took is sent by a worker', async () => {
		const { n8n, simulator } = fixture();
		const parameters = { resource: 'file', operation: 'upload', binaryPropertyName: 'document' };
		const noxus = { parameters, credentials: CREDENTIALS };
		await n8n.addWorkflow({
			name: 'cluster-upload',
			nodes: [
				webhookNode('cluster-upload', { responseMode: 'lastNode' }),
				node('Noxus', 'n8n-nodes-noxus.noxus', 1, noxus),
			],
			connections: { Webhook: link('Noxus') },
			settings: { executionOrder: 'v1' },
		});
		const bytes = randomBytes(SIZE_BYTES);
		const form = new FormData();
		form.set('document', new Blob([bytes], { type: 'application/pdf' }), 'Grüße.pdf');
		const url = `${n8n.webhookUrl}/webhook/cluster-upload`;
		const response = await fetch(url, { method: 'POST', body: form });
		expect(await response.json()).toMatchObject({ fileName: 'Grüße.pdf', sizeBytes: SIZE_BYTES });
		expect([...simulator.files.values()].at(-1)?.bytes.equals(bytes)).toBe(true);
	});

	test('a file of a run, stored when the execution was resumed, is read by the next node', async () => {
		const { simulator } = fixture();
		const options = { downloadFiles: true };
		const noxusWorkflowId = WORKFLOWS.produceFile;
		const file = parkedWorkflow({ path: 'cluster-output', noxusWorkflowId, options });
		file.nodes.push(readerNode('File'));
		file.connections.Regular = link('Read');
		const usualMs = simulator.settings.runMs;
		simulator.settings.runMs = UNTIL_HURRIED_MS;
		const item = { Name: 'a.txt', 'Size bytes': SIZE_BYTES };
		const parked = await begin(fixture(), file, [item]);
		await parked.untilParked();
		await hurryAll(simulator, parked.runs);
		simulator.settings.runMs = usualMs;
		const execution = await parked.finished();
		expect(textRead(execution)).toHaveLength(SIZE_BYTES);
	});

	test('a file from before the execution was paused is read after it, by any worker', async () => {
		const { n8n, simulator, cluster } = fixture();
		const { id } = await n8n.addWorkflow(downloadThenPark('cluster-download'));
		const texts = numbered('file', EXECUTIONS);
		const items = texts.map((text) => {
			const bytes = Buffer.from(text);
			const given = { filename: `${text}.txt`, contentType: 'text/plain', bytes };
			return { uri: `spot://${simulator.addFile(given).id}`, Milliseconds: UNTIL_HURRIED_MS };
		});
		await postEach(fixture(), 'cluster-download', items);
		const parked = items.map((_, place) => new ParkedExecution(fixture(), id, place));
		for (const one of parked) await one.untilParked();
		// In another order than they began: workers that take turns would each get its own again.
		const isEven = (_: ParkedExecution, place: number) => place % 2 === 0;
		const isOdd = (_: ParkedExecution, place: number) => place % 2 === 1;
		for (const one of [...parked.filter(isEven), ...parked.filter(isOdd)]) {
			await hurryAll(simulator, one.runs);
		}
		const executions = await n8n.finishedExecutions(id, EXECUTIONS, MANY_LIMIT_MS);
		expect(executions.map(textRead).sort()).toEqual([...texts].sort());
		for (const execution of executions) {
			const [item] = itemsOf(execution, 'Download');
			expect(item?.binary?.data?.id).toMatch(/^database:/);
		}
		const ids = executions.map((execution) => execution.id);
		await cluster.untilStarted(ids, 2);
		const byTwo = executions.filter((execution) => cluster.workersOf(execution.id).length === 2);
		expect(byTwo.length).toBeGreaterThan(0);
	});
}

/** File: Download, Noxus that is paused, and a node that reads the file of the former. */
function downloadThenPark(path: string): WorkflowFile {
	const parameters = { resource: 'file', operation: 'download', file: '={{ $json.uri }}' };
	const download = { parameters, credentials: CREDENTIALS };
	const file = parkedWorkflow({ path, noxusWorkflowId: WORKFLOWS.slow });
	const noxus = parkingNode({
		noxusWorkflowId: WORKFLOWS.slow,
		parameters: { inputJson: '={{ JSON.stringify($("Items").item.json) }}' },
	});
	const to = (name: string, index: number) => ({ node: name, type: 'main' as const, index });
	const together = { mode: 'combine', combineBy: 'combineByPosition', options: {} };
	return {
		...file,
		nodes: [
			...file.nodes.filter(({ name }) => ['Webhook', 'Items'].includes(name)),
			node('Download', 'n8n-nodes-noxus.noxus', 2, download),
			noxus,
			node('Merge', 'n8n-nodes-base.merge', 4, { typeVersion: 3.2, parameters: together }),
			readerNode('data'),
		],
		connections: {
			Webhook: link('Items'),
			Items: link('Download'),
			Download: { main: [[to('Merge', 0), to('Noxus', 0)]] },
			Noxus: { main: [[to('Merge', 1)]] },
			Merge: link('Read'),
		},
	};
}

function textRead(execution: StoredExecution | undefined): unknown {
	return execution && itemsOf(execution, 'Read')[0]?.json.text;
}
