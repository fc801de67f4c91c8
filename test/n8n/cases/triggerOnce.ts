import { randomUUID } from 'node:crypto';

import { WORKFLOWS } from '../../../simulator/noxus';
import { callBack, finishedRuns, listen } from '../support/callbacks';
import type { Fixture } from '../support/fixture';
import { callbackBody, signed } from '../support/storm';
import { handedOn, startedRun } from '../support/triggerRuns';

const TEST_LIMIT_MS = 300_000;

/** What n8n's database adds to the memory of a process. */
export function triggerOnceCases(fixture: () => Fixture): void {
	const post = async (url: string, body: string) => {
		const headers = { 'content-type': 'application/json' };
		return await (await fetch(url, { method: 'POST', headers, body })).json();
	};

	test(
		'a callback that is repeated after a restart ends in its execution',
		async () => {
			const { n8n } = fixture();
			const { workflow, url } = await listen(fixture(), 'again', { proofOfOrigin: 'token' });
			const { id } = workflow;
			const runId = randomUUID();
			const started = { received: true, started: true };
			expect(await post(signed(url), callbackBody(runId))).toEqual(started);
			// Answered means stored, but for n8n 1, which answers a moment before.
			const stored = () => n8n.executions({ workflowId: id }).map(startedOrHandedOn);
			if (!n8n.isN8n1) expect(stored()).toEqual([runId]);
			for (const [before, kill9] of [false, true].entries()) {
				await n8n.finishedExecutions(id, before + 1);
				await n8n.restart({ kill9 });
				expect(await post(signed(url), callbackBody(runId))).toEqual(started);
			}
			const other = callbackBody(runId, { status: 'failed' });
			expect(await post(signed(url), other)).toEqual(started);
			const executions = await n8n.finishedExecutions(id, 4);
			expect(executions.map(({ status }) => status)).toEqual(Array(4).fill('success'));
			expect(executions.map(handedOn)).toEqual([runId, undefined, undefined, runId]);
		},
		TEST_LIMIT_MS,
	);

	test(
		'an execution that could not fetch a full text can be retried, and once only counts',
		async () => {
			const { n8n, simulator } = fixture();
			const { workflow, url } = await listen(fixture(), 'retry', { proofOfOrigin: 'confirm' });
			const { id } = workflow;
			const [runId = ''] = await finishedRuns(simulator, 1, WORKFLOWS.longText);
			simulator.addFault({ path: '/file', kind: 'status', statusCode: 404 });
			expect((await callBack(simulator, url, runId)).body).toMatchObject({ started: true });
			const [failed] = await n8n.finishedExecutions(id, 1);
			expect(failed?.status).toBe('error');
			expect(failed?.data?.resultData.error?.description).toContain(runId);
			simulator.clearFaults();

			const retry = `/rest/executions/${failed?.id}/retry`;
			await n8n.rest.call('POST', retry, { loadWorkflow: false });
			const [, retried] = await n8n.finishedExecutions(id, 2);
			expect([retried?.mode, retried && handedOn(retried)]).toEqual(['retry', runId]);
			await n8n.restart();
			await callBack(simulator, url, runId);
			const [, , again] = await n8n.finishedExecutions(id, 3);
			expect([again?.status, again && handedOn(again)]).toEqual(['success', undefined]);
		},
		TEST_LIMIT_MS,
	);

	const startedOrHandedOn = (execution: Parameters<typeof handedOn>[0]) =>
		handedOn(execution) ?? startedRun(execution);
}
