import { checkCallbackToken } from '../../../nodes/Noxus/callback/token';
import { callbackSecretOf } from '../../../nodes/Noxus/callback/secret';
import { KEYS, WORKFLOWS } from '../../../simulator/noxus';
import { CALLBACK_SECRET, SIGNING_CREDENTIAL_ID, type Fixture } from '../support/fixture';
import { EXAMPLE_CREDENTIAL_ID, itemsOf } from '../../../n8n-harness';
import { runWorkflow, triggerWorkflow } from '../support/workflows';

const TEST_LIMIT_MS = 180_000;

/** A Noxus node of one workflow starts a run, and its end starts another workflow. */
export function callbackUrlCases(fixture: () => Fixture): void {
	test.each([
		['made from the API key', EXAMPLE_CREDENTIAL_ID, callbackSecretOf({ apiKey: KEYS.a })],
		['of the credential', SIGNING_CREDENTIAL_ID, CALLBACK_SECRET],
	])(
		'a run that Create starts wakes a Noxus Trigger, by a token with a secret %s',
		async (_name, credentialId, secret) => {
			const { n8n, simulator } = fixture();
			const name = `woken-${credentialId}`;
			const proof = { proofOfOrigin: 'confirmAndToken' };
			const woken = await n8n.addWorkflow(triggerWorkflow(name, proof, credentialId));
			const path = `/webhook/hook-${name}/webhook`;
			const more = { operation: 'create', callback: 'trigger', triggerUrl: `${n8n.url}${path}` };
			const starts = { path: `starts-${name}`, noxusWorkflowId: WORKFLOWS.echo, credentialId };
			const starting = await n8n.addWorkflow(
				runWorkflow({ ...starts, input: { Text: 'a' }, more }),
			);
			await fetch(`${n8n.url}/webhook/${starts.path}`, { method: 'POST' });

			const [execution] = await n8n.finishedExecutions(woken.id, 1);
			const [item] = execution ? itemsOf(execution, 'After') : [];
			const [started] = await n8n.finishedExecutions(starting.id, 1);
			const [run] = started ? itemsOf(started, 'Noxus') : [];
			expect(run?.json.runId).toEqual(expect.any(String));
			expect(item?.json).toMatchObject({ runId: run?.json.runId, status: 'completed' });

			const sent = simulator.callbacks.find(({ runId }) => runId === run?.json.runId);
			expect(sent?.url).toContain(`${path}?noxusToken=v1.`);
			const token = new URL(sent?.url ?? '').searchParams.get('noxusToken');
			const facts = { token, urlPath: path, workflowId: WORKFLOWS.echo, nowMs: Date.now() };
			expect(checkCallbackToken({ ...facts, secret })).toBeUndefined();
		},
		TEST_LIMIT_MS,
	);
}
