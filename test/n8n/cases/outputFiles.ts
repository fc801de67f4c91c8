import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { downloadWorkflow, fileWorkflow } from '../support/outputWorkflows';
import { postItems } from '../support/parked';
import { itemsOf, type WorkflowFile } from '../../../n8n-harness';

const NAME = 'Grüße, "zwei" 日本.txt';
const SIZE_BYTES = 200_000;
const FILE_TEXT = 'The quick brown fox jumps over the lazy dog. ';

/** What a run returns as binary data, which the node behind reads. */
export function outputFileCases(fixture: () => Fixture): void {
	const execute = async (file: WorkflowFile, items: object[]) => {
		const { n8n } = fixture();
		const { id } = await n8n.addWorkflow(file);
		await postItems(fixture(), file.name, items);
		const [execution] = await n8n.finishedExecutions(id, 1);
		if (execution === undefined) throw new Error('n8n has no such execution');
		expect(execution.status).toBe('success');
		return execution;
	};
	const expectBinary = (binary: unknown) =>
		expect(binary).toMatchObject({
			fileName: NAME,
			mimeType: 'text/plain',
			fileExtension: 'txt',
			// n8n 1 gives it as a text for people only.
			...(!fixture().n8n.isN8n1 && { bytes: SIZE_BYTES }),
			id: expect.stringMatching(/^filesystem-v2:/),
		});

	test('a file of a run comes as binary data, with its name byte for byte', async () => {
		const noxusWorkflowId = WORKFLOWS.produceFile;
		const given = { path: 'file-out', noxusWorkflowId, binaryPropertyName: 'File' };
		const input = { Name: NAME, 'Size bytes': SIZE_BYTES };
		const execution = await execute(fileWorkflow(given), [input]);
		const [item] = itemsOf(execution, 'Noxus');
		expectBinary(item?.binary?.File);
		expect(item?.json.output).toMatchObject({ file: { filename: NAME } });
		const { text } = itemsOf(execution, 'Read')[0]?.json as { text: string };
		expect(text).toHaveLength(SIZE_BYTES);
		expect(text.startsWith(FILE_TEXT + FILE_TEXT)).toBe(true);
	});

	test('a stored file is downloaded by its uri', async () => {
		const { simulator } = fixture();
		const bytes = Buffer.alloc(SIZE_BYTES, FILE_TEXT);
		const form = new FormData();
		form.set('file', new Blob([bytes], { type: 'text/plain' }), 'stored.txt');
		const headers = { 'x-api-key': KEYS.a };
		const response = await fetch(`${simulator.url}/v1/file`, {
			method: 'POST',
			headers,
			body: form,
		});
		const { id, uri } = (await response.json()) as { id: string; uri: string };
		const execution = await execute(downloadWorkflow('file-download'), [{ uri }]);
		const [item] = itemsOf(execution, 'Noxus');
		const named = { fileName: 'stored.txt', mimeType: 'text/plain' };
		expect(item?.json).toEqual({ id, ...named, sizeBytes: SIZE_BYTES });
		const { text } = itemsOf(execution, 'Read')[0]?.json as { text: string };
		expect(text).toBe(bytes.toString());
	});

	test('a long text comes in full', async () => {
		const noxusWorkflowId = WORKFLOWS.longText;
		const file = fileWorkflow({ path: 'text-out', noxusWorkflowId });
		const execution = await execute(file, [{ Length: 50_000 }]);
		expect(itemsOf(execution, 'Noxus')[0]?.json.output).toHaveLength(50_000);
	});
}
