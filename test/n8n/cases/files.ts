import { randomBytes } from 'node:crypto';
import type { INodeParameters } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import type { WorkflowFile } from '../../../n8n-harness';
import { CREDENTIALS, link, node, webhookNode } from '../support/workflows';

const NAME = 'Grüße für 日本 – Ελλάδα 😀.pdf';
const THRESHOLD_BYTES = 5 * 1024 * 1024;

/** A webhook that takes files, and a Noxus node whose answer the caller gets. */
function filesWorkflow(path: string, parameters: INodeParameters): WorkflowFile {
	return {
		name: path,
		nodes: [
			webhookNode(path, { responseMode: 'lastNode', responseData: 'allEntries' }),
			node('Noxus', 'n8n-nodes-noxus.noxus', 1, { parameters, credentials: CREDENTIALS }),
		],
		connections: { Webhook: link('Noxus') },
		settings: { executionOrder: 'v1' },
	};
}

async function post(url: string, files: Record<string, Buffer>, fileName = NAME): Promise<unknown> {
	const form = new FormData();
	for (const [field, bytes] of Object.entries(files)) {
		form.set(field, new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), fileName);
	}
	const response = await fetch(url, { method: 'POST', body: form });
	const answer = await response.text();
	expect(`${response.status} ${answer}`).toMatch(/^200 /);
	return JSON.parse(answer);
}

/** Files that a webhook got, on their way to Noxus; n8n keeps them on the disk. */
export function fileCases(fixture: () => Fixture): void {
	test.each([
		['at the threshold go inside the request', THRESHOLD_BYTES, /^data:application\/pdf;base64,/],
		['above it are uploaded first', THRESHOLD_BYTES + 1, /^spot:\/\//],
	])('files %s, name and content byte for byte', async (title, size, uri) => {
		const { n8n, simulator } = fixture();
		const path = title.replace(/ /g, '-');
		const row = { name: 'Document', type: 'binaryProperty', binaryPropertyName: 'document' };
		await n8n.addWorkflow(
			filesWorkflow(path, {
				resource: 'run',
				operation: 'createAndWait',
				workflowId: { __rl: true, mode: 'id', value: WORKFLOWS.echo },
				inputMode: 'fields',
				inputFields: { values: [row] },
			}),
		);
		const bytes = randomBytes(size);
		const answer = await post(`${n8n.url}/webhook/${path}`, { document: bytes });
		expect(answer).toMatchObject([{ status: 'completed' }]);
		const body = simulator.runs.at(-1)?.createBody as {
			input: { Document: { uri: string; name: string } };
		};
		expect(body.input.Document.uri).toMatch(uri);
		expect(body.input.Document.name).toBe(NAME);
		const stored = [...simulator.files.values()].at(-1);
		expect(stored).toMatchObject({ filename: NAME, contentType: 'application/pdf' });
		expect(stored?.bytes.equals(bytes)).toBe(true);
	});

	test('File: Upload takes all files of an item, one item for each', async () => {
		const { n8n, simulator } = fixture();
		const parameters = { resource: 'file', operation: 'upload', binaryPropertyName: '*' };
		await n8n.addWorkflow(filesWorkflow('upload-all', parameters));
		const files = { one: randomBytes(1000), two: randomBytes(2000) };
		const answer = await post(`${n8n.url}/webhook/upload-all`, files);
		// n8n gives the parts of a form in the order in which it has stored them.
		const byName = (answer as Array<{ binaryPropertyName: string }>).sort((a, b) =>
			a.binaryPropertyName.localeCompare(b.binaryPropertyName),
		);
		expect(byName).toMatchObject([
			{ binaryPropertyName: 'one', fileName: NAME, sizeBytes: 1000 },
			{ binaryPropertyName: 'two', fileName: NAME, sizeBytes: 2000 },
		]);
		const stored = [...simulator.files.values()].slice(-2);
		for (const bytes of Object.values(files)) {
			expect(stored.some((file) => file.bytes.equals(bytes))).toBe(true);
		}
	});
}
