import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';

import { KEYS, WORKFLOWS, type Simulator } from '../simulator/noxus';
import { inParallel } from '../test/n8n/support/callbacks';
import { waitUntil } from '../n8n-harness';
import { signed } from '../test/n8n/support/storm';
import type { Bench } from './fixture';
import { triggerWorkflow, webhookWorkflow } from './workflows';

export const CONNECTIONS = 20;
const LIMIT_MS = 5 * 60_000;

/** Something that takes callbacks. */
export interface Way {
	name: string;
	workflow: string;
	url: string;
	/** Ids of runs for so many callbacks. */
	runIds: (count: number) => Promise<string[]>;
}

/** For all posts of the bench. */
export const dispatcher = new Agent({
	connections: CONNECTIONS,
	headersTimeout: 0,
	bodyTimeout: 0,
});

/** Runs that have ended, the only ones that the simulator then knows. */
export async function endedRuns(simulator: Simulator, count: number): Promise<string[]> {
	simulator.reset();
	Object.assign(simulator.settings, { queueMs: 0, runMs: 0 });
	const url = `${simulator.url}/v1/workflows/${WORKFLOWS.echo}/runs`;
	const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.a };
	const body = JSON.stringify({ input: { Text: 'bench' } });
	await inParallel(Array(count).fill(url), CONNECTIONS, async (target: string) => {
		await (await request(target, { method: 'POST', headers, body, dispatcher })).body.dump();
	});
	const isDone = () => simulator.runs.every(({ status }) => status === 'completed');
	await waitUntil(isDone, { what: 'runs to end', limitMs: LIMIT_MS });
	return simulator.runs.map(({ id }) => id);
}

/** The ways that are compared, with the Webhook node first. */
export function waysOf({ n8n, simulator }: Bench): Way[] {
	const urlOf = (path: string) => `${n8n.url}/webhook/${path}`;
	const anyIds = async (count: number) => Array.from({ length: count }, () => randomUUID());
	return [
		{ name: "n8n's Webhook node", workflow: 'plain', url: urlOf('plain'), runIds: anyIds },
		{
			name: 'the same with an expression',
			workflow: 'sandboxed',
			url: urlOf('sandboxed'),
			runIds: anyIds,
		},
		{
			name: 'Noxus Trigger, token',
			workflow: 'token',
			url: signed(urlOf('hook-token/webhook')),
			runIds: anyIds,
		},
		{
			name: 'Noxus Trigger, confirm',
			workflow: 'confirm',
			url: signed(urlOf('hook-confirm/webhook')),
			runIds: async (count) => await endedRuns(simulator, count),
		},
	];
}

/** The workflows that they call. */
export const toWorkflows = () => [
	webhookWorkflow('plain'),
	webhookWorkflow('sandboxed', { hasSandbox: true }),
	triggerWorkflow('token', { proofOfOrigin: 'token' }),
	triggerWorkflow('confirm', { proofOfOrigin: 'confirm' }),
];
