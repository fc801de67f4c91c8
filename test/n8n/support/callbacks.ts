import { KEYS, WORKFLOWS, type Simulator } from '../../../simulator/noxus';
import type { Fixture } from './fixture';
import { waitUntil, type StoredWorkflow } from '../../../n8n-harness';
import { signed } from './storm';
import { triggerWorkflow } from './workflows';

const RUN_LIMIT_MS = 30_000;

/** A POST to the trigger and what n8n answered. */
export interface Sent {
	runId: string;
	statusCode: number;
	body: { received?: boolean; started?: boolean };
}

/** Starts a run at the simulator, as something other than n8n would; returns its id. */
export async function startRun(
	{ url }: Simulator,
	workflowId: string,
	input: object,
): Promise<string> {
	const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.a };
	const body = JSON.stringify({ input });
	const path = `${url}/v1/workflows/${workflowId}/runs`;
	const response = await fetch(path, { method: 'POST', headers, body });
	return ((await response.json()) as { id: string }).id;
}

/** Starts runs of Echo, or another workflow, and waits until they have ended. */
export async function finishedRuns(
	simulator: Simulator,
	count: number,
	workflowId: string = WORKFLOWS.echo,
): Promise<string[]> {
	const ids: string[] = [];
	for (let number = 0; number < count; number += 1) {
		ids.push(await startRun(simulator, workflowId, { Text: `callback ${number}` }));
	}
	const wanted = new Set(ids);
	const ended = () =>
		simulator.runs.filter(({ id, status }) => wanted.has(id) && status === 'completed');
	await waitUntil(() => ended().length === count, { what: 'runs to end', limitMs: RUN_LIMIT_MS });
	return ids;
}

/** Publishes a Noxus Trigger with a node behind it; where n8n listens for its callbacks. */
export async function listen(
	{ n8n }: Fixture,
	name: string,
	parameters: Parameters<typeof triggerWorkflow>[1] = {},
): Promise<{ workflow: StoredWorkflow; url: string }> {
	const workflow = await n8n.addWorkflow(triggerWorkflow(name, parameters));
	return { workflow, url: `${n8n.webhookUrl}/webhook/hook-${name}/webhook` };
}

/**
 * Has the simulator post a run's callback to the trigger, as it is or falsified, with the token that a
 * Noxus node would have added to the URL for a run of Echo.
 */
export async function callBack(
	simulator: Simulator,
	url: string,
	runId: string,
	overrides: Record<string, unknown> = {},
): Promise<Sent> {
	const { statusCode, responseBody } = await simulator.postCallback(runId, overrides, signed(url));
	const body = JSON.parse(responseBody ?? '{}') as Sent['body'];
	return { runId, statusCode: statusCode ?? 0, body };
}

/** Does the work on all entries, `width` of them at a time; results in the order of the entries. */
export async function inParallel<Entry, Result>(
	entries: Entry[],
	width: number,
	work: (entry: Entry) => Promise<Result>,
): Promise<Result[]> {
	const results: Result[] = [];
	let next = 0;
	const worker = async () => {
		while (next < entries.length) {
			const index = next++;
			results[index] = await work(entries[index] as Entry);
		}
	};
	await Promise.all(Array.from({ length: width }, worker));
	return results;
}
