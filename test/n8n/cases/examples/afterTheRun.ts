import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { UNTIL_HURRIED_MS, WORKFLOWS } from '../../../../simulator/noxus';
import { itemsOf, runManually, waitUntil } from '../../../../n8n-harness';
import { startRun } from '../../support/callbacks';
import type { Fixture } from '../../support/fixture';
import { hurryRuns } from '../../support/parked';
import { ParkedExecution, STEP_LIMIT_MS } from '../../support/ParkedExecution';
import { runWorkflow } from '../../support/workflows';
import { chosenWorkflow, goodExecution, importExample, oneInput, postJson } from './importExample';

const MESSAGE = 'The invoice has no total';

/** Webhook, Noxus with Pause Execution and an error output, and an answer for each. */
export function answerAfterRunCase(fixture: () => Fixture): void {
	test.each([
		['the output', WORKFLOWS.echo, 'Text', 'Hello', 200, { output: { Text: 'Hello' } }],
		[
			'the error',
			WORKFLOWS.fail,
			'Message',
			MESSAGE,
			502,
			{ message: `The Noxus run failed: ${MESSAGE}` },
		],
	])('the caller gets %s', async (what, noxus, input, value, statusCode, body) => {
		const { settings } = fixture().simulator;
		const usualMs = settings.runMs;
		settings.runMs = UNTIL_HURRIED_MS;
		const path = `answer-${what.replace(' ', '-')}`;
		const workflow = { ...chosenWorkflow(noxus), ...oneInput(input, value) };
		const changes = { Webhook: { path }, Noxus: { inlineSeconds: 0, ...workflow } };
		const example = await importExample(fixture(), 'answer-after-run', changes);
		const answer = postJson(example.url, {});
		const parked = new ParkedExecution(fixture(), example.workflow.id);
		await parked.untilRuns(1);
		await parked.untilParked();
		settings.runMs = usualMs;
		await hurryRuns(fixture(), parked.runs);
		const response = await answer;
		expect(response.status).toBe(statusCode);
		expect(await response.json()).toMatchObject({ runId: parked.runs[0]?.id, ...body });
		expect((await parked.finished()).status).toBe('success');
	});
}

/** A chat that takes messages, on loopback. */
async function startChat() {
	const messages: unknown[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			messages.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
			response.end('ok');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/`, messages, close: () => server.close() };
}

/** Noxus Run Finished Trigger, and a message with a button. */
export function waitingRunMessageCase(fixture: () => Fixture): void {
	test('a run that waits for a person is a message with a link to it', async () => {
		const { n8n, simulator } = fixture();
		const chat = await startChat();
		const changes = { 'Post to chat': { url: chat.url } };
		const { workflow } = await importExample(fixture(), 'waiting-run-message', changes);
		const runId = await startRun(simulator, WORKFLOWS.askHuman, { Question: 'May we?' });
		const run = simulator.runs.find(({ id }) => id === runId);
		await run?.until((status) => status === 'awaiting_human_feedback');
		await runManually(n8n, workflow.id, 'Noxus Run Finished Trigger');
		const isSent = () => chat.messages.length > 0;
		await waitUntil(isSent, { what: 'the message', limitMs: STEP_LIMIT_MS });
		await n8n.unpublish(workflow);
		chat.close();
		const button = { type: 'button', url: `https://app.noxus.test/r/${runId}` };
		expect(chat.messages[0]).toMatchObject({
			text: expect.stringMatching(/ waits for an answer since \d{4}-/) as string,
			blocks: [{ type: 'section' }, { type: 'actions', elements: [button] }],
		});
	});
}

/** Error Trigger, If, Run: Get, and a report with the run or without one. */
export function errorWorkflowCase(fixture: () => Fixture): void {
	test('an execution that fails is reported with its run', async () => {
		const { n8n, simulator } = fixture();
		const example = await importExample(fixture(), 'error-workflow');
		const { id } = example.workflow;
		const { versionId } = await n8n.rest.call<{ versionId: string }>(
			'GET',
			`/rest/workflows/${id}`,
		);
		await n8n.rest.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		const path = 'error-workflow-failing';
		const given = { path, noxusWorkflowId: WORKFLOWS.fail, input: { Message: MESSAGE } };
		const file = runWorkflow(given);
		await n8n.addWorkflow({ ...file, settings: { ...file.settings, errorWorkflow: id } });
		await postJson(`${n8n.url}/webhook/${path}`, {});
		const execution = await goodExecution(fixture(), example);
		const run = simulator.runs.at(-1);
		expect(itemsOf(execution, 'Report the run')).toMatchObject([
			{
				json: {
					message: `The Noxus run failed: ${MESSAGE}`,
					workflow: path,
					execution: expect.stringContaining('/executions/') as string,
					runId: run?.id,
					runStatus: 'failed',
					runUrl: `https://app.noxus.test/r/${run?.id}`,
				},
			},
		]);
	});
}
