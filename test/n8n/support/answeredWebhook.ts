import type { WorkflowFile } from '../../../n8n-harness';
import type { Fixture } from './fixture';
import { ParkedExecution } from './ParkedExecution';
import { parkedWorkflow } from './parkedWorkflow';
import { node } from './workflows';

const BODY_ITEM = { Question: 'question 0', Message: 'The invoice has no total' };

/** Webhook (Using Respond to Webhook Node), items, Noxus with Pause Execution, Respond to Webhook. */
function answeringWorkflow(path: string, noxusWorkflowId: string): WorkflowFile {
	const file = parkedWorkflow({ path, noxusWorkflowId });
	Object.assign(file.nodes[0]?.parameters ?? {}, { responseMode: 'responseNode' });
	const parameters = { respondWith: 'allIncomingItems', options: {} };
	const respond = { typeVersion: 1.1, parameters };
	const type = 'n8n-nodes-base.respondToWebhook';
	const nodes = file.nodes.map((one) =>
		one.name === 'Regular' ? node('Regular', type, 3, respond) : one,
	);
	return { ...file, nodes };
}

/** What the caller of a webhook gets. */
interface CallerAnswer {
	statusCode: number;
	body: unknown;
}

async function call({ n8n }: Fixture, path: string): Promise<CallerAnswer> {
	const response = await fetch(`${n8n.webhookUrl}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ items: [BODY_ITEM] }),
	});
	const text = await response.text();
	return { statusCode: response.status, body: text && (JSON.parse(text) as unknown) };
}

/** Calls the webhook of a workflow, whose execution is then paused; the answer is still to come. */
export async function callAndPark(fixture: Fixture, path: string, noxusWorkflowId: string) {
	const { id } = await fixture.n8n.addWorkflow(answeringWorkflow(path, noxusWorkflowId));
	const answer = call(fixture, path).catch((error: Error) => `broken off: ${error.message}`);
	const parked = new ParkedExecution(fixture, id);
	await parked.untilRuns(1);
	await parked.untilParked();
	return { answer, parked };
}
