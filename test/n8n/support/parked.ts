import { WORKFLOWS, type SimulatedRun } from '../../../simulator/noxus';
import type { Fixture } from './fixture';
import { ParkedExecution, STEP_LIMIT_MS } from './ParkedExecution';
import { parkedWorkflow, type ParkedWorkflow } from './parkedWorkflow';
import { waitUntil, type WorkflowFile } from '../../../n8n-harness';

/** Posts items to the webhook of a workflow of `parkedWorkflow`. */
export async function postItems(
	{ n8n }: Fixture,
	path: string,
	items: object[],
): Promise<Response> {
	const headers = { 'content-type': 'application/json' };
	const body = JSON.stringify({ items });
	const response = await fetch(`${n8n.webhookUrl}/webhook/${path}`, {
		method: 'POST',
		headers,
		body,
	});
	if (!response.ok) throw new Error(`Webhook: ${response.status} ${await response.text()}`);
	return response;
}

/** Stores a workflow and posts items to its webhook, which has the workflow's name for a path. */
export async function begin(
	fixture: Fixture,
	file: WorkflowFile,
	items: object[],
): Promise<ParkedExecution> {
	const { id } = await fixture.n8n.addWorkflow(file);
	await postItems(fixture, file.name, items);
	return new ParkedExecution(fixture, id);
}

/** Parks runs that end when the test says so: each asks a person. */
export async function parkQuestions(
	fixture: Fixture,
	given: Omit<ParkedWorkflow, 'noxusWorkflowId'>,
	count = 1,
): Promise<ParkedExecution> {
	const items = Array.from({ length: count }, (_, item) => ({ Question: `question ${item}` }));
	const file = parkedWorkflow({ noxusWorkflowId: WORKFLOWS.askHuman, ...given });
	const parked = await begin(fixture, file, items);
	await parked.untilRuns(count);
	await parked.untilParked();
	await parked.untilAsking();
	return parked;
}

/** Answers these runs with their place in the input, and waits until they have ended. */
export async function answerQuestions({ simulator }: Fixture, runs: SimulatedRun[]): Promise<void> {
	for (const run of runs) {
		const { Question } = run.input as { Question: string };
		simulator.answerRun(run.id, Question.replace('question', 'answer'));
	}
	const haveEnded = () => runs.every(({ finishedAt }) => finishedAt !== null);
	await waitUntil(haveEnded, { what: 'the answered runs to end', limitMs: STEP_LIMIT_MS });
}

/** Lets runs that are to take long end now, once they are running. */
export async function hurryRuns({ simulator }: Fixture, runs: SimulatedRun[]): Promise<void> {
	const areRunning = () => runs.every(({ status }) => status === 'running');
	await waitUntil(areRunning, { what: 'the runs to be running', limitMs: STEP_LIMIT_MS });
	for (const { id } of runs) simulator.hurryRun(id);
}

/** What `parkQuestions` leads to in the end. */
export function answeredItems(count: number) {
	return Array.from({ length: count }, (_, item) => ({
		json: { status: 'completed', output: { Answer: `answer ${item}` } },
		pairedItem: { item },
	}));
}
