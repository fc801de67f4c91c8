import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { INode } from 'n8n-workflow';

import {
	FLOWS,
	KEYS,
	startNoukai,
	WEBHOOK_SECRET,
	type Delivery,
	type NoukaiSimulator,
} from '../../simulator/noukai';
import {
	itemsOf,
	loadExample,
	listeningPath,
	noukaiCredential,
	packPackage,
	startN8n,
	waitUntil,
	type N8nServer,
	type StoredExecution,
	type StoredWorkflow,
} from '../../n8n-harness';
import { bodyOf, signedPost, type Post } from '../engine/noukai/support/callbacks';
import { hostilePosts } from '../engine/noukai/support/hostilePosts';
import { inParallel } from './support/callbacks';

const GENUINE = 200;
const HOSTILE_PER_GENUINE = 4;
const AT_ONCE = 10;
const LIMIT_MS = 180_000;

const EXAMPLE = 'When a Noukai job finishes';

let simulator: NoukaiSimulator;
let n8n: N8nServer;
let example: StoredWorkflow;
let url: string;
const undo: Array<() => Promise<void>> = [];

beforeAll(async () => {
	simulator = await startNoukai();
	undo.unshift(async () => await simulator.close());
	const { path } = await packPackage(undefined, 'noukai');
	undo.unshift(async () => await rm(dirname(path), { recursive: true, force: true }));
	n8n = await startN8n({
		packageTarball: path,
		// Else n8n 2.41 makes an expression sandbox for each call.
		env: { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' },
		credentials: [noukaiCredential(KEYS.a, simulator.url, WEBHOOK_SECRET)],
		workflows: [loadExample('signed-callbacks', 'noukai')],
		onStarted: (server) => undo.unshift(async () => await server.stop()),
	});
	example = n8n.workflow(EXAMPLE);
	const listening = example.nodes.map(listeningPath).find((one) => one !== undefined);
	url = `${n8n.webhookUrl}/${listening}`;
	await n8n.addWorkflow(submitWorkflow(url));
}, 240_000);
beforeEach(() => {
	simulator.reset();
	// n8n listens on a loopback address here. On a busy machine it may take seconds for an answer.
	Object.assign(simulator.settings.webhook, { allowPrivate: true, timeoutMs: 60_000 });
});
afterAll(async () => {
	for (const step of undo) await step();
}, 60_000);

const SUBMIT_PATH = 'noukai-submit';

/** A webhook that has the node Noukai submit a job, which is to wake the trigger. */
function submitWorkflow(triggerUrl: string) {
	const node = (name: string, type: string, typeVersion: number, parameters: object): INode => ({
		id: `submit-${name}`,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	});
	const webhook = node('Webhook', 'n8n-nodes-base.webhook', 2, {
		httpMethod: 'POST',
		path: SUBMIT_PATH,
		responseMode: 'lastNode',
	});
	const noukai = node('Noukai', 'n8n-nodes-noukai.noukai', 1, {
		resource: 'job',
		operation: 'submit',
		flow: '={{ $json.body.flow }}',
		message: '={{ $json.body.text }}',
		callback: 'trigger',
		triggerUrl,
	});
	const credential = noukaiCredential(KEYS.a, simulator.url);
	noukai.credentials = { noukaiApi: { id: credential.id, name: credential.name } };
	return {
		name: 'Submit',
		nodes: [{ ...webhook, webhookId: '8d2f6a10-3c7e-4b59-9f04-6e1b7c2d5c01' }, noukai],
		connections: { Webhook: { main: [[{ node: 'Noukai', type: 'main' as const, index: 0 }]] } },
		settings: { executionOrder: 'v1' as const },
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
const submit = async (flow: string): Promise<string> => {
	const item = await postJson(`${n8n.url}/webhook/${SUBMIT_PATH}`, { flow, text: 'you' });
	return String(item.executionId);
};

/** The delivery of Noukai for a job that calls the trigger, once it has its last answer. */
async function deliveredFor(executionId: string): Promise<Delivery> {
	const found = () => simulator.deliveries.find((one) => one.executionId === executionId);
	const isAnswered = () => found()?.attempts[0]?.statusCode !== undefined && !isPending(found());
	await waitUntil(isAnswered, { what: 'the webhook', limitMs: LIMIT_MS });
	return found() as Delivery;
}
const isPending = (delivery?: Delivery) => delivery?.status === 'pending';

/** The request of a delivery, as anyone sees it on its way. */
function postOf({ body: raw, attempts, url: target }: Delivery): Post {
	const headers = Object.entries(attempts[0]?.headers ?? {});
	const lower = headers.map(([name, value]) => [name.toLowerCase(), value]);
	const query = Object.fromEntries(new URL(target).searchParams);
	return { raw, headers: Object.fromEntries(lower) as Post['headers'], query };
}

/** A job that Noukai reports by itself, and then some posts that somebody makes of the report. */
async function sendAmid(number: number) {
	const submitted = await postJson(`${simulator.url}/seq/${FLOWS.hello}/jobs`, {
		message: `number ${number}`,
		callbackUrl: url,
	});
	const delivery = await deliveredFor(String(submitted.executionId));
	const from = number * HOSTILE_PER_GENUINE;
	const until = from + HOSTILE_PER_GENUINE;
	const codes: number[] = [];
	for (const post of hostilePosts({ simulator }, postOf(delivery), from, until)) {
		codes.push(await send(post));
	}
	return { delivery, codes };
}

async function send({ raw, headers }: Post): Promise<number> {
	const init = { method: 'POST', headers: headers as Record<string, string>, body: raw };
	const response = await fetch(url, init);
	await response.arrayBuffer();
	return response.status;
}

/** Does the work, waits for `count` executions of the example, and returns those that it has started. */
async function startedBy(count: number, work: () => Promise<void>): Promise<StoredExecution[]> {
	const all = () => n8n.executions({ workflowId: example.id, withoutData: true });
	const before = new Set(all().map(({ id }) => id));
	await work();
	await n8n.untilFinished(example.id, before.size + count, LIMIT_MS);
	const fresh = n8n.executions({ workflowId: example.id }).filter(({ id }) => !before.has(id));
	expect(fresh.map(({ status }) => status)).toEqual(Array<string>(count).fill('success'));
	return fresh;
}

const idsIn = (executions: StoredExecution[], node: string) =>
	executions.flatMap((one) => itemsOf(one, node)).map(({ json }) => json.executionId);

describe('the Noukai Trigger in a real n8n', () => {
	test.each([
		['completed', FLOWS.hello, 'Use the result', `Flow ${FLOWS.hello} returned "Hello: you"`],
		['failed', FLOWS.failing, 'Report the failure', `Flow ${FLOWS.failing} failed: `],
	])(
		'a job that the node Noukai submits starts the example once: %s',
		async (status, flow, node, summary) => {
			let executionId = '';
			const started = await startedBy(1, async () => {
				executionId = await submit(flow);
				expect((await deliveredFor(executionId)).attempts).toHaveLength(1);
			});
			expect(idsIn(started, 'Noukai Trigger')).toEqual([executionId]);
			const [item] = started.flatMap((one) => itemsOf(one, node));
			expect(item?.json).toMatchObject({ status, flow });
			expect(item?.json.summary).toContain(summary);
		},
		LIMIT_MS,
	);

	test(
		`${GENUINE} signed callbacks among ${GENUINE * HOSTILE_PER_GENUINE} hostile ones start ${GENUINE} executions`,
		async () => {
			const numbers = Array.from({ length: GENUINE }, (_, index) => index);
			const sent: Array<Awaited<ReturnType<typeof sendAmid>>> = [];
			const started = await startedBy(GENUINE, async () => {
				sent.push(...(await inParallel(numbers, AT_ONCE, sendAmid)));
			});
			expect(new Set(sent.map(({ delivery }) => delivery.status))).toEqual(new Set(['delivered']));
			const codes = sent.flatMap((one) => one.codes);
			const repeated = codes.filter((code) => code === 200).length;
			// One kind of six, the replays, is answered 200 as a repetition.
			expect(repeated).toBe(Math.floor((GENUINE * HOSTILE_PER_GENUINE) / 6));
			expect(codes.filter((code) => code === 401)).toHaveLength(codes.length - repeated);
			const ids = sent.map(({ delivery }) => delivery.executionId);
			expect(idsIn(started, 'Use the result').sort()).toEqual(ids.sort());
		},
		LIMIT_MS,
	);

	test(
		'a rotated secret is accepted while Noukai signs with both, and refused later',
		async () => {
			await startedBy(1, async () => {
				simulator.rotateSecret();
				await deliveredFor(await submit(FLOWS.hello));
			});
			expect(n8n.logText()).toContain('the one before the last rotation');
			await startedBy(0, async () => {
				simulator.settings.webhook.rotationWindowMs = 0;
				simulator.settings.webhook.retryDelaysMs = [0];
				const { attempts } = await deliveredFor(await submit(FLOWS.hello));
				expect(attempts.map(({ statusCode }) => statusCode)).toEqual([401]);
			});
			// The line about 401 of the callbacks before may be less than a minute old.
			expect(n8n.logText()).toMatch(/answered 401 and started nothing/);
		},
		LIMIT_MS,
	);

	test(
		'n8n answers for itself all but a POST of JSON, and starts nothing',
		async () => {
			const json = { 'content-type': 'application/json' };
			const codeOf = async (init: RequestInit) => (await fetch(url, init)).status;
			await startedBy(0, async () => {
				expect(await codeOf({})).toBe(404);
				expect(await codeOf({ method: 'PUT', headers: json, body: '{}' })).toBe(404);
				expect(await codeOf({ method: 'POST', headers: json, body: '{"event":' })).toBe(422);
				const large = JSON.stringify(bodyOf('large', { result: 'a'.repeat(17 * 1024 * 1024) }));
				expect(await codeOf({ method: 'POST', headers: json, body: large })).toBe(500);
			});
		},
		LIMIT_MS,
	);

	test(
		'a repetition after a restart ends at the trigger',
		async () => {
			const id = '3c90c3cc-0d44-4b50-8888-8dd25736052a';
			const post = signedPost({ simulator }, bodyOf(id));
			const first = await startedBy(1, async () => expect(await send(post)).toBe(200));
			await n8n.restart();
			const second = await startedBy(1, async () => expect(await send(post)).toBe(200));
			expect(idsIn(first, 'Use the result')).toEqual([id]);
			expect(idsIn(second, 'Noukai Trigger')).toEqual([]);
		},
		LIMIT_MS,
	);
});
