import { randomUUID } from 'node:crypto';

import { WORKFLOWS } from '../../../simulator/noxus';
import { finishedRuns } from '../support/callbacks';
import type { Fixture } from '../support/fixture';
import { runManually } from '../../../n8n-harness';
import { callbackBody, signed } from '../support/storm';
import { handedOn } from '../support/triggerRuns';
import { triggerWorkflow } from '../support/workflows';

/** What each proof answers to the requests of the test below. */
const CODES: Record<string, number[]> = {
	confirm: [200, 200, 401, 401, 401, 400],
	token: [200, 401, 200, 200, 401, 400],
	confirmAndToken: [200, 401, 401, 401, 401, 400],
	none: [200, 200, 200, 200, 200, 400],
};

/** "Execute step" in the editor, and the test URL. */
export function triggerTestUrlCases(fixture: () => Fixture): void {
	test('the test URL takes what the production URL takes, the same callback twice too', async () => {
		const { n8n } = fixture();
		const file = triggerWorkflow('test-url', { proofOfOrigin: 'token' });
		const { id } = await n8n.addWorkflow(file);
		const listen = async () => await runManually(n8n, id, 'Noxus Trigger');
		const url = `${n8n.url}/webhook-test/hook-test-url/webhook`;
		// Signed for the production URL, as it is pasted once.
		const query = new URL(signed(`${n8n.url}/webhook/hook-test-url/webhook`)).search;
		const runId = randomUUID();
		const post = async (target: string) => {
			const headers = { 'content-type': 'application/json' };
			const body = callbackBody(runId);
			const response = await fetch(target, { method: 'POST', headers, body });
			return [response.status, await response.json()];
		};

		await listen();
		expect(await post(url)).toMatchObject([401, { received: false }]);
		await listen();
		expect(await post(url + query)).toEqual([200, { received: true, started: true }]);
		await n8n.finishedExecutions(id, 1);
		await listen();
		expect(await post(url + query)).toEqual([200, { received: true, started: true }]);
		const executions = await n8n.finishedExecutions(id, 2);
		expect(executions.map(({ mode, status }) => [mode, status])).toEqual([
			['manual', 'success'],
			['manual', 'success'],
		]);
		expect(executions.map(handedOn)).toEqual([runId, runId]);
	});

	test.each(['confirm', 'token', 'confirmAndToken', 'none'])(
		'the test URL answers as the production URL does, with the proof %s',
		async (proofOfOrigin) => {
			const { n8n, simulator } = fixture();
			const name = `alike-${proofOfOrigin}`;
			const { id } = await n8n.addWorkflow(triggerWorkflow(name, { proofOfOrigin }));
			const [runId = ''] = await finishedRuns(simulator, 1);
			const production = `${n8n.url}/webhook/hook-${name}/webhook`;
			const token = new URL(signed(production)).search;
			const requests: Array<[query: string, body: string]> = [
				[token, callbackBody(runId)],
				['', callbackBody(runId)],
				[token, callbackBody(randomUUID())],
				[token, callbackBody(runId, { status: 'failed' })],
				[token, callbackBody(runId, { workflow_id: WORKFLOWS.slow })],
				[token, '{"event": "push"}'],
			];
			const post = async (url: string, body: string) => {
				const headers = { 'content-type': 'application/json' };
				const response = await fetch(url, { method: 'POST', headers, body });
				return [response.status, await response.json()] as const;
			};
			const answers = [];
			for (const [query, body] of requests) {
				await runManually(n8n, id, 'Noxus Trigger');
				const [code, tested] = await post(
					production.replace('/webhook/', '/webhook-test/') + query,
					body,
				);
				answers.push({ code, tested, produced: await post(production + query, body) });
			}
			for (const { code, tested, produced } of answers) {
				// A test takes the same callback twice.
				const isRepeated = (produced[1] as { reason?: string }).reason === 'repeated';
				const expected = isRepeated ? [200, { received: true, started: true }] : produced;
				expect([code, tested]).toEqual(expected);
			}
			expect(answers.map(({ code }) => code)).toEqual(CODES[proofOfOrigin]);
		},
	);
}
