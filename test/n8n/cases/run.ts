import { randomBytes } from 'node:crypto';
import type { Fixture } from '../support/fixture';
import { itemsOf, loadExample } from '../../../n8n-harness';

async function post(url: string, body: object): Promise<Response> {
	const headers = { 'content-type': 'application/json' };
	return await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Create and Wait, called from outside through a production webhook. */
export function runCases(fixture: () => Fixture): void {
	test('a text is sent and returned, and n8n has it on record', async () => {
		const { n8n, simulator } = fixture();
		const runsBefore = simulator.runs.length;
		const text = 'Grüße from a webhook';
		const response = await post(`${n8n.url}/webhook/noxus-run-and-wait`, { text });
		const answer: unknown = await response.json();

		expect(response.status).toBe(200);
		expect(answer).toMatchObject({ status: 'completed', output: { Text: text } });
		expect(simulator.runs.length).toBe(runsBefore + 1);
		const { id } = n8n.workflow(loadExample('run-and-wait').name);
		const [execution] = await n8n.finishedExecutions(id, 1);
		expect(execution?.status).toBe('success');
		const items = execution ? itemsOf(execution, 'Noxus') : [];
		expect(items).toEqual([{ json: answer, pairedItem: { item: 0 } }]);
	});

	test('a file goes in, byte for byte', async () => {
		const { n8n, simulator } = fixture();
		const bytes = randomBytes(100_000);
		const form = new FormData();
		form.set('text', 'with a file');
		form.set('document', new Blob([bytes], { type: 'application/pdf' }), 'Café 1.pdf');
		const url = `${n8n.url}/webhook/noxus-send-a-file`;
		const response = await fetch(url, { method: 'POST', body: form });

		expect(response.status).toBe(200);
		expect(await response.json()).toMatchObject({
			status: 'completed',
			output: { Text: 'with a file', Document: { file: { filename: 'Café 1.pdf' } } },
		});
		const stored = [...simulator.files.values()].at(-1);
		expect(stored).toMatchObject({ filename: 'Café 1.pdf', contentType: 'application/pdf' });
		expect(stored?.bytes.equals(bytes)).toBe(true);
	});
}
