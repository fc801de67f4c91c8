import type { INode } from 'n8n-workflow';
import {
	generatedContent,
	type SimulatedRun,
	UNTIL_HURRIED_MS,
	WORKFLOWS,
} from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { readerNode } from '../support/outputWorkflows';
import { begin, hurryRuns } from '../support/parked';
import { parkedWorkflow } from '../support/parkedWorkflow';
import { itemsOf } from '../../../n8n-harness';
import { link } from '../support/workflows';

const NAME = 'Grüße 日本.txt';
const SIZE_BYTES = 100_000;
const FILES = '^/v1/file/';

/** Files and texts of runs that ended while their execution was parked. */
export function parkingFileCases(fixture: () => Fixture): void {
	const produce = async (path: string, onError?: INode['onError']) => {
		const { settings } = fixture().simulator;
		const usualMs = settings.runMs;
		settings.runMs = UNTIL_HURRIED_MS;
		const file = parkedWorkflow({
			path,
			onError,
			noxusWorkflowId: WORKFLOWS.produceFile,
			options: { downloadFiles: true },
			parameters: { outputMode: 'simplified' },
		});
		file.nodes.push(readerNode('File', 'continueRegularOutput'));
		file.connections.Regular = link('Read');
		const parked = await begin(fixture(), file, [{ Name: NAME, 'Size bytes': SIZE_BYTES }]);
		await parked.untilParked();
		await hurryRuns(fixture(), parked.runs);
		settings.runMs = usualMs;
		return parked;
	};

	test('come as binary data that the next node can read', async () => {
		const execution = await (await produce('park-file')).finished();
		expect(execution.status).toBe('success');
		const [item] = itemsOf(execution, 'Noxus');
		expect(item?.binary?.File).toMatchObject({
			fileName: NAME,
			mimeType: 'text/plain',
			id: expect.stringContaining(`/executions/${execution.id}/`),
		});
		expect(item).toMatchObject({
			json: { status: 'completed', output: { file: { filename: NAME } } },
			pairedItem: { item: 0 },
		});
		const { text } = itemsOf(execution, 'Read')[0]?.json as { text: string };
		// Not toBe: its message would hold the file twice.
		expect(text === generatedContent(SIZE_BYTES).read().toString()).toBe(true);
	});

	test('are kept of runs that ended before the execution was parked', async () => {
		const slow = WORKFLOWS.slow;
		const file = parkedWorkflow({
			path: 'park-file-early',
			noxusWorkflowId: `={{ $json.Name ? '${WORKFLOWS.produceFile}' : '${slow}' }}`,
			inlineSeconds: 1,
			options: { downloadFiles: true },
		});
		file.nodes.push(readerNode('File', 'continueRegularOutput'));
		file.connections.Regular = link('Read');
		const quick = { Name: NAME, 'Size bytes': SIZE_BYTES };
		const parked = await begin(fixture(), file, [quick, { Milliseconds: UNTIL_HURRIED_MS }]);
		await parked.untilParked();
		const isSlow = ({ workflowId }: SimulatedRun) => workflowId === slow;
		await hurryRuns(fixture(), parked.runs.filter(isSlow));
		const execution = await parked.finished();
		const [item, other] = itemsOf(execution, 'Noxus');
		expect(item).toMatchObject({ pairedItem: { item: 0 }, binary: { File: { fileName: NAME } } });
		expect(other).toMatchObject({ json: { output: { Result: `slept ${UNTIL_HURRIED_MS} ms` } } });
		const { text } = itemsOf(execution, 'Read')[0]?.json as { text: string };
		expect(text).toHaveLength(SIZE_BYTES);
	});

	test('are fetched once the callback was answered, and no other callback resumes meanwhile', async () => {
		const { simulator } = fixture();
		simulator.addFault({ path: FILES, kind: 'hold' });
		const parked = await produce('park-file-slow');
		const [first] = await parked.answers(1);
		expect(first).toMatchObject({ statusCode: 200, body: { resumed: true } });
		const second = await parked.callBack(parked.runs[0]);
		expect(second).toMatchObject({ statusCode: 200, body: { resumed: false } });
		expect(parked.latest?.status).toBe('waiting');
		simulator.clearFaults();
		const execution = await parked.finished();
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, 'Noxus')[0]?.binary).toHaveProperty('File');
		expect(execution.data?.resultData.runData.Regular).toHaveLength(1);
		const downloads = simulator.calls.filter(({ path }) => path.startsWith('/v1/file/'));
		expect(downloads.filter(({ path }) => path.endsWith(fileIdOf(execution)))).toHaveLength(1);
	});

	test('that cannot be had fail the execution, and the error names the run', async () => {
		fixture().simulator.addFault({ path: FILES, kind: 'status', statusCode: 404 });
		const parked = await produce('park-file-lost');
		const { status, data } = await parked.finished();
		expect(status).toBe('error');
		expect(data?.resultData.error).toMatchObject({
			message: expect.stringMatching(/^File .* was not found/) as unknown,
			context: { runId: parked.runs[0]?.id, status: 'completed' },
		});
	});

	test('that cannot be had make an error item where On Error continues', async () => {
		fixture().simulator.addFault({ path: FILES, kind: 'status', statusCode: 404 });
		const parked = await produce('park-file-branch', 'continueErrorOutput');
		const execution = await parked.finished();
		expect(itemsOf(execution, 'Noxus')).toEqual([]);
		const runId = parked.runs[0]?.id;
		expect(itemsOf(execution, 'Noxus', 1)).toMatchObject([
			{ json: { Name: NAME, error: { httpCode: '404', runId, status: 'completed' } } },
		]);
	});
}

function fileIdOf(execution: Parameters<typeof itemsOf>[0]): string {
	const { file } = itemsOf(execution, 'Noxus')[0]?.json.output as { file: { id: string } };
	return file.id;
}
