import { fetch } from 'undici';

import { AGENTS, KEYS } from '../simulator/noxus';
import { curlTrace } from './curl';
import { withBench, type Bench } from './fixture';
import { quantile, table } from './statistics';
import { chatWorkflow, node, noxus } from './workflows';

const ROUNDS = 40;
const WARM_UP = 5;
/** So long the agent thinks; it is part of every figure. */
const TURN_MS = 100;

const PATH = 'agent-chat';

const workflow = (path: string) =>
	chatWorkflow(
		path,
		noxus({
			resource: 'agent',
			operation: 'sendMessage',
			agentId: { __rl: true, mode: 'id', value: AGENTS.echo },
		}),
	);

const PLAIN_PATH = 'plain-chat';

/** What n8n itself takes: the same chat, answered at once by n8n's own node. */
const plainWorkflow = chatWorkflow(
	PLAIN_PATH,
	node('Respond', 'n8n-nodes-base.respondToWebhook', 1.5, {
		respondWith: 'text',
		responseBody: '={{ $json.chatInput }}',
		options: { enableStreaming: true },
	}),
);

/** When n8n makes an expression sandbox for an execution: it is where most of the time goes. */
const SANDBOXES: Array<{ name: string; env: Record<string, string> }> = [
	{ name: "n8n's default", env: {} },
	{ name: 'no sandboxes', env: { N8N_EXPRESSION_ENGINE: 'legacy' } },
];

/**
 * Time to the first character of an answer: from the call of the Chat Trigger of n8n, in a session that
 * continues and in a new one, beside the same message by curl to the simulator, and beside an answer that
 * n8n has at once.
 */
export async function agentChat(): Promise<string> {
	const rows: Array<Array<string | number>> = [
		['time to the first character', 'median ms', 'p95 ms', 'median over curl, ms'],
	];
	for (const { name, env } of SANDBOXES) {
		await withBench(
			() => [workflow(PATH), plainWorkflow],
			env,
			async (bench) => {
				Object.assign(bench.simulator.settings.agents, { turnMs: TURN_MS, pieceMs: 5 });
				const ways = waysOf(bench);
				const taken = ways.map((): number[] => []);
				for (let round = -WARM_UP; round < ROUNDS; round++) {
					for (const [i, { measure }] of ways.entries()) {
						const ms = await measure(round);
						if (round >= 0) taken[i]?.push(ms);
					}
				}
				const curlMs = quantile(taken[0] ?? [], 0.5);
				for (const [i, way] of ways.entries()) {
					const [median, p95] = [0.5, 0.95].map((share) => quantile(taken[i] ?? [], share));
					const over = (median ?? Number.NaN) - curlMs;
					rows.push([`${way.name} (${name})`, ...[median, p95, over].map(rounded)]);
				}
			},
		);
	}
	return table(rows);
}

const rounded = (ms = Number.NaN) => ms.toFixed(0);

function waysOf({ n8n, simulator }: Bench) {
	const urlOf = (path: string) => `${n8n.url}/webhook/chat-${path}/chat`;
	const url = urlOf(PATH);
	return [
		{ name: 'curl', measure: async () => await firstCharacterByCurl(simulator.url) },
		{
			name: `n8n's Respond to Webhook, at once, and ${TURN_MS} ms`,
			measure: async () => (await firstCharacter(urlOf(PLAIN_PATH), 'plain')) + TURN_MS,
		},
		{
			name: 'this node, a session that continues',
			measure: async () => await firstCharacter(url, 'one session'),
		},
		{
			name: 'this node, a new session',
			measure: async (round: number) => await firstCharacter(url, `session ${round}`),
		},
	];
}

/** From the call to the first line of the answer that has text; reads the answer to its end. */
async function firstCharacter(url: string, sessionId: string): Promise<number> {
	const startedAtMs = performance.now();
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ action: 'sendMessage', sessionId, chatInput: 'Hello' }),
	});
	let firstAtMs = Number.NaN;
	for await (const chunk of response.body ?? []) {
		const text = Buffer.from(chunk as Uint8Array).toString();
		if (Number.isNaN(firstAtMs) && text.includes('"type":"item"')) firstAtMs = performance.now();
	}
	return firstAtMs - startedAtMs;
}

/** A message in a conversation of its own, which is made before. */
async function firstCharacterByCurl(baseUrl: string): Promise<number> {
	const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.a };
	const made = await fetch(`${baseUrl}/v1/conversations?assistant_id=${AGENTS.echo}`, {
		method: 'POST',
		headers,
		body: JSON.stringify({ name: 'curl', settings: null }),
	});
	const { id } = (await made.json()) as { id: string };
	const stream = `${baseUrl}/v1/conversations/${id}/stream?format=json`;
	const body = ['--json', JSON.stringify({ content: 'Hello', files: [] })];
	return await curlTrace('text-delta', ...body, stream);
}
