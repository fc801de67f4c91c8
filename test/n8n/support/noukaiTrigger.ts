import { FLOWS, KEYS, type Delivery } from '../../../simulator/noukai';
import {
	itemsOf,
	listeningPath,
	waitUntil,
	type StoredExecution,
	type StoredWorkflow,
	type WorkflowFile,
} from '../../../n8n-harness';
import type { Post } from '../../engine/noukai/support/callbacks';
import { hostilePosts } from '../../engine/noukai/support/hostilePosts';
import type { NoukaiFixture } from './noukaiFixture';
import { noukaiNode } from './noukaiWorkflow';
import { link, webhookNode } from './workflows';

export const LIMIT_MS = 180_000;
export const HOSTILE_PER_GENUINE = 4;

const EXAMPLE = 'When a Noukai job finishes';
const SUBMIT_PATH = 'noukai-submit';

/** The example with the Noukai Trigger. */
export const exampleOf = ({ n8n }: NoukaiFixture): StoredWorkflow => n8n.workflow(EXAMPLE);

/** The Production URL of the example, at one of n8n's processes. */
export function triggerUrl(fixture: NoukaiFixture, origin = fixture.n8n.webhookUrl): string {
	const path = exampleOf(fixture).nodes.map(listeningPath).find(Boolean);
	return `${origin}/${path}`;
}

/** n8n listens on a loopback address here. On a busy machine it may take seconds for an answer. */
export function acceptLoopback({ simulator }: NoukaiFixture): void {
	Object.assign(simulator.settings.webhook, { allowPrivate: true, timeoutMs: 60_000 });
}

/** A webhook that has the node Noukai submit a job, which is to start the example. */
export function submitWorkflow(fixture: NoukaiFixture): WorkflowFile {
	const noukai = noukaiNode('Noukai', 1, {
		resource: 'job',
		operation: 'submit',
		flow: '={{ $json.body.flow }}',
		message: '={{ $json.body.text }}',
		callback: 'trigger',
		triggerUrl: triggerUrl(fixture),
	});
	return {
		name: 'Submit',
		nodes: [webhookNode(SUBMIT_PATH, { responseMode: 'lastNode' }), noukai],
		connections: { Webhook: link('Noukai') },
		settings: { executionOrder: 'v1' },
	};
}

async function postJson(target: string, body: object): Promise<Record<string, unknown>> {
	const response = await fetch(target, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: `Bearer ${KEYS.a}` },
		body: JSON.stringify(body),
	});
	return (await response.json()) as Record<string, unknown>;
}

/** The ID of a job that the node Noukai has submitted. */
export async function submit({ n8n }: NoukaiFixture, flow: string): Promise<string> {
	const item = await postJson(`${n8n.webhookUrl}/webhook/${SUBMIT_PATH}`, { flow, text: 'you' });
	return String(item.executionId);
}

/** The delivery of Noukai for a job, once it has its last answer. */
export async function deliveredFor(
	{ simulator }: NoukaiFixture,
	executionId: string,
): Promise<Delivery> {
	const found = () => simulator.deliveries.find((one) => one.executionId === executionId);
	const isAnswered = () =>
		found()?.attempts[0]?.statusCode !== undefined && found()?.status !== 'pending';
	await waitUntil(isAnswered, { what: 'the webhook', limitMs: LIMIT_MS });
	return found() as Delivery;
}

/** The request of a delivery, as anyone sees it on its way. */
export function postOf({ body: raw, attempts, url }: Delivery): Post {
	const headers = Object.entries(attempts[0]?.headers ?? {});
	const lower = headers.map(([name, value]) => [name.toLowerCase(), value]);
	const query = Object.fromEntries(new URL(url).searchParams);
	return { raw, headers: Object.fromEntries(lower) as Post['headers'], query };
}

/** The status code that a post is answered with. */
export async function send(url: string, { raw, headers }: Post): Promise<number> {
	const init = { method: 'POST', headers: headers as Record<string, string>, body: raw };
	const response = await fetch(url, init);
	await response.arrayBuffer();
	return response.status;
}

/** A job that Noukai reports to the example by itself. */
export async function reportedJob(fixture: NoukaiFixture, message: string): Promise<Delivery> {
	const url = `${fixture.simulator.url}/seq/${FLOWS.hello}/jobs`;
	const callbackUrl = triggerUrl(fixture);
	const { executionId } = await postJson(url, { message, callbackUrl });
	return await deliveredFor(fixture, String(executionId));
}

/** A job that Noukai reports, and then some posts that somebody makes of the report. */
export async function sendAmid(fixture: NoukaiFixture, number: number) {
	const delivery = await reportedJob(fixture, `number ${number}`);
	const from = number * HOSTILE_PER_GENUINE;
	const until = from + HOSTILE_PER_GENUINE;
	const codes: number[] = [];
	for (const post of hostilePosts(fixture, postOf(delivery), from, until)) {
		codes.push(await send(triggerUrl(fixture), post));
	}
	return { delivery, codes };
}

/** Does the work, waits for `count` executions of the example, and returns those that it has started. */
export async function startedBy(
	fixture: NoukaiFixture,
	count: number,
	work: () => Promise<void>,
): Promise<StoredExecution[]> {
	const { n8n } = fixture;
	const { id: workflowId } = exampleOf(fixture);
	const before = new Set(n8n.executions({ workflowId, withoutData: true }).map(({ id }) => id));
	await work();
	await n8n.untilFinished(workflowId, before.size + count, LIMIT_MS);
	const fresh = n8n.executions({ workflowId }).filter(({ id }) => !before.has(id));
	expect(fresh.map(({ status }) => status)).toEqual(Array<string>(count).fill('success'));
	return fresh;
}

/** The IDs of the jobs that a node has returned. */
export const jobIdsIn = (executions: StoredExecution[], node: string): unknown[] =>
	executions.flatMap((one) => itemsOf(one, node)).map(({ json }) => json.executionId);
