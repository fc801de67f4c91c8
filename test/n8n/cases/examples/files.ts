import { randomBytes } from 'node:crypto';
import type { Fixture } from '../../support/fixture';
import { itemsOf, waitUntil } from '../../../../n8n-harness';
import { goodExecution, importExample } from './importExample';

const PAGE_LIMIT_MS = 60_000;

/** Does what the script of the form's page does, and returns the page that a person then sees. */
async function lastPage(formWaitingUrl: string): Promise<string> {
	const url = new URL(formWaitingUrl);
	const statusUrl = new URL(url);
	statusUrl.pathname += '/n8n-execution-status';
	const status = async () => await (await fetch(statusUrl)).text();
	const isReady = async () => ['form-waiting', 'success', 'error'].includes(await status());
	await waitUntil(isReady, { what: 'the last page of the form', limitMs: PAGE_LIMIT_MS });
	const page = await (await fetch(url)).text();
	// Then the page posts, which ends the execution.
	await fetch(url, { method: 'POST' });
	return page;
}

/** Form Trigger with a file, Noxus, Form Ending. */
export function formSummaryCase(fixture: () => Fixture): void {
	test('a document is sent with the form, and the last page shows what Noxus gave', async () => {
		const { simulator } = fixture();
		const example = await importExample(fixture(), 'form-summary');
		const { url } = example;
		expect(await (await fetch(url)).text()).toContain('Summarize a document');

		const bytes = randomBytes(50_000);
		const form = new FormData();
		form.set('field-0', new Blob([bytes], { type: 'application/pdf' }), 'Café.pdf');
		form.set('field-1', 'In three sentences');
		const response = await fetch(url, { method: 'POST', body: form });
		const { formWaitingUrl } = (await response.json()) as { formWaitingUrl: string };
		const page = await lastPage(formWaitingUrl);
		expect(page).toContain('Your summary');
		expect(page).toContain('In three sentences');

		const stored = [...simulator.files.values()].at(-1);
		expect(stored).toMatchObject({ filename: 'Café.pdf', contentType: 'application/pdf' });
		expect(stored?.bytes.equals(bytes)).toBe(true);
		await goodExecution(fixture(), example);
	});
}

/** Webhook with a file, Noxus with Download Files, Extract from File. */
export function filesInAndOutCase(fixture: () => Fixture): void {
	test('the file that comes back is read by the next node', async () => {
		const example = await importExample(fixture(), 'files-in-and-out');
		const text = 'één regel\nand another one\n';
		const form = new FormData();
		form.set('document', new Blob([text], { type: 'text/plain' }), 'lines.txt');
		const response = await fetch(example.url, { method: 'POST', body: form });
		expect(await response.json()).toEqual({ text });
		const execution = await goodExecution(fixture(), example);
		const [item] = itemsOf(execution, 'Noxus');
		expect(item?.binary?.Document).toMatchObject({ fileName: 'lines.txt', mimeType: 'text/plain' });
	});
}
