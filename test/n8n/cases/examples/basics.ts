import { randomBytes } from 'node:crypto';
import { callBack, finishedRuns } from '../../callbacks';
import type { Fixture } from '../../fixture';
import { itemsOf } from '../../server';
import { goodExecution, importExample, postJson } from './importExample';

/** Webhook, Noxus. */
export function runAndWaitCase(fixture: () => Fixture): void {
	test('a text goes in and comes out', async () => {
		const { url } = await importExample(fixture(), 'run-and-wait');
		const response = await postJson(url, { text: 'Grüße' });
		expect(await response.json()).toMatchObject({ status: 'completed', output: 'Grüße' });
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

/** Noxus Trigger, Edit Fields. */
export function callbackTriggerCase(fixture: () => Fixture): void {
	test('the end of a run starts it, with what Noxus says of the run', async () => {
		const { simulator } = fixture();
		const example = await importExample(fixture(), 'callback-trigger');
		const [runId = ''] = await finishedRuns(simulator, 1);
		await callBack(simulator, example.url, runId, { outputs: { Text: 'falsified' } });
		const execution = await goodExecution(fixture(), example);
		const json = { summary: `Run ${runId} is completed`, output: { Text: 'callback 0' } };
		expect(itemsOf(execution, 'Edit Fields')).toMatchObject([{ json }]);
	});
}
