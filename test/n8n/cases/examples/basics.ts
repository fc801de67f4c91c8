import { randomBytes } from 'node:crypto';
import type { Fixture } from '../../support/fixture';
import { importExample, postJson } from './importExample';

/** Webhook, Noxus. */
export function runAndWaitCase(fixture: () => Fixture): void {
	test('a text is sent and returned', async () => {
		const { url } = await importExample(fixture(), 'run-and-wait');
		const response = await postJson(url, { text: 'Grüße' });
		expect(await response.json()).toMatchObject({ status: 'completed', output: { Text: 'Grüße' } });
	});
}

/** Webhook, Noxus with a file. */
export function sendAFileCase(fixture: () => Fixture): void {
	test('text and file go in, and the answer names both', async () => {
		const { url } = await importExample(fixture(), 'send-a-file');
		const bytes = randomBytes(10_000);
		const form = new FormData();
		form.set('text', 'with a file');
		form.set('document', new Blob([bytes], { type: 'application/pdf' }), 'one.pdf');
		const response = await fetch(url, { method: 'POST', body: form });
		const output = { Text: 'with a file', Document: { file: { filename: 'one.pdf' } } };
		expect(await response.json()).toMatchObject({ status: 'completed', output });
		const stored = [...fixture().simulator.files.values()].at(-1);
		expect(stored?.bytes.equals(bytes)).toBe(true);
	});
}
