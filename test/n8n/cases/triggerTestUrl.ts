import { randomUUID } from 'node:crypto';

import type { Fixture } from '../fixture';
import { callbackBody, signed } from '../storm';
import { handedOn } from '../triggerRuns';
import { triggerWorkflow } from '../workflows';

/** "Execute step" in the editor, and the test URL. */
export function triggerTestUrlCases(fixture: () => Fixture): void {
	test('the test URL takes what the production URL takes, the same callback twice too', async () => {
		const { n8n } = fixture();
		const file = triggerWorkflow('test-url', { proofOfOrigin: 'token' });
		const { id } = await n8n.addWorkflow(file);
		const listen = async () =>
			await n8n.rest.call('POST', `/rest/workflows/${id}/run`, {
				triggerToStartFrom: { name: 'Noxus Trigger' },
			});
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
}
