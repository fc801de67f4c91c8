import { randomUUID } from 'node:crypto';

import {
	FLOWS,
	flowIdOf,
	KEYS,
	WEBHOOK_SECRET,
	type Execution,
	type FlowName,
	type NoukaiSimulator,
} from '../../../../simulator/noukai';
import { signatureHeader } from '../../../../simulator/noukai/webhooks/signature';
import { callbackSecretOf } from '../../../../noukai/nodes/Noukai/callback/secret';
import { signTriggerUrl } from '../../../../noukai/nodes/Noukai/callback/token';
import { parseFlowName } from '../../../../noukai/nodes/Noukai/api/flowRef';
import { waitUntil } from '../../support/waitUntil';
import type { Delivery } from './trigger';

/** A simulated Noukai, and the key of a credential for it. */
interface Used {
	simulator: NoukaiSimulator;
	credentials: { apiKey: string };
}

/** A POST as it arrives at n8n. */
export interface Post {
	/** The body as it is sent. */
	raw: string;
	headers: Record<string, unknown>;
	query: Record<string, unknown>;
}

export const TRIGGER_URL =
	'https://n8n.example.com/webhook/6f4a9d5e-43c5-4f19-9a1d-6a1f2f5d7b03/webhook';

/** A job that has ended, submitted without a node. */
export async function endedJob(
	{ simulator, credentials }: Used,
	flow: FlowName = 'hello',
): Promise<Execution> {
	const response = await fetch(`${simulator.url}/seq/${FLOWS[flow]}/jobs`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${credentials.apiKey}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ message: 'you' }),
	});
	const { executionId } = (await response.json()) as { executionId: string };
	const job = () => simulator.executions.find(({ id }) => id === executionId);
	await waitUntil(() => job()?.isOver === true);
	return job() as Execution;
}

/** The body of a callback as Noukai is thought to send it. */
export const bodyOf = (executionId: string, more: object = {}) => ({
	event: 'flow.completed',
	executionId,
	status: 'completed',
	flowId: flowIdOf('hello'),
	slug: 'hello-world',
	result: { greeting: 'Hello: you' },
	startedAt: '2026-01-15T10:30:00Z',
	completedAt: '2026-01-15T10:30:07Z',
	...more,
});

const DAY_MS = 86_400_000;

/** The query of the URL of a trigger, with the token that a Noukai node adds for a flow. */
export function tokenQuery({
	flow = FLOWS.hello as string,
	inMs = DAY_MS,
	apiKey = KEYS.a as string,
} = {}): Record<string, string> {
	const ref = parseFlowName(flow);
	if (ref === undefined) throw new Error(`${flow} is no flow`);
	const facts = { expiresAtMs: Date.now() + inMs, secret: callbackSecretOf({ apiKey }) };
	return Object.fromEntries(new URL(signTriggerUrl(TRIGGER_URL, ref, facts)).searchParams);
}

interface Signing {
	secret?: string;
	/** Signs as `v2`. */
	previous?: string;
	/** The time of the signature, from now. */
	inMs?: number;
}

/** The signature of the simulated Noukai over a body. */
export function signatureOf(
	{ simulator }: Pick<Used, 'simulator'>,
	raw: string,
	{ secret = WEBHOOK_SECRET, previous, inMs = 0 }: Signing = {},
): string {
	const secrets = { current: secret, previous: previous ?? null, rotatedAt: new Date() };
	return signatureHeader(raw, Date.now() + inMs, secrets, simulator.settings.webhook);
}

/** A signed callback for a URL with a token, as Noukai posts it. */
export function signedPost(
	used: Pick<Used, 'simulator'>,
	body: object,
	signing: Signing = {},
): Post {
	const raw = JSON.stringify(body);
	const { event = 'flow.completed' } = body as { event?: string };
	return {
		raw,
		headers: {
			'content-type': 'application/json',
			'user-agent': 'Noukai-Webhook/1.0',
			'x-noukai-event': event,
			'x-noukai-delivery': randomUUID(),
			'x-noukai-signature': signatureOf(used, raw, signing),
		},
		query: tokenQuery(),
	};
}

/** The same post with other headers; undefined takes one out. */
export function withHeaders(post: Post, headers: Record<string, unknown>): Post {
	const all = Object.entries({ ...post.headers, ...headers });
	return { ...post, headers: Object.fromEntries(all.filter(([, value]) => value !== undefined)) };
}

export const itemsOf = ({ result }: Delivery) => result.workflowData?.[0]?.map(({ json }) => json);
export const started = ({ result }: Delivery) => result.workflowData !== undefined;

/** How a delivery was answered, and whether it started something. */
export const outcomeOf = (delivery: Delivery) =>
	started(delivery) ? 'started' : delivery.statusCode === 200 ? 'ignored' : delivery.statusCode;
