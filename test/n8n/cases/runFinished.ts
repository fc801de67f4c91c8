import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { KEYS, WORKFLOWS, type Simulator } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { LOOK_LIMIT_MS, settle, watchRuns } from '../support/looks';
import { waitUntil, type StoredWorkflow } from '../../../n8n-harness';
import { runIdsOf } from './runFinishedBeside';

const TEST_LIMIT_MS = 600_000;
const END_LIMIT_MS = 60_000;
const LONGEST_RUN_MS = 1_500;

const soon = () => (new Date().getSeconds() + 20) % 60;
const sorted = (ids: unknown[]) => [...ids].sort();

/** Runs that others start, one for each input; waits for their end. */
async function endRuns(
	simulator: Simulator,
	inputs: object[],
	workflowId: string = WORKFLOWS.slow,
): Promise<string[]> {
	const url = `${simulator.url}/v1/workflows/${workflowId}/runs`;
	const headers = { 'content-type': 'application/json', 'x-api-key': KEYS.a };
	const ids: string[] = [];
	for (const input of inputs) {
		const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ input }) });
		ids.push(((await response.json()) as { id: string }).id);
	}
	const wanted = new Set(ids);
	const haveEnded = () =>
		simulator.runs.filter(({ id, finishedAt }) => wanted.has(id) && finishedAt).length >=
		inputs.length;
	await waitUntil(haveEnded, { what: 'runs to end', limitMs: END_LIMIT_MS });
	return ids;
}

/** Inputs of runs that end in an order of their own. */
const inAnyOrder = (count: number) =>
	Array.from({ length: count }, () => ({
		Milliseconds: Math.floor(Math.random() * LONGEST_RUN_MS),
	}));

/** Polling: n8n asks Noxus, which knows nothing of n8n. */
export function runFinishedCases(fixture: () => Fixture): void {
	const idsOf = (workflow: StoredWorkflow) => runIdsOf(fixture(), workflow);
	const watch = async (name: string) => await watchRuns(fixture(), name, soon());
	const untilIds = async (workflow: StoredWorkflow, count: number) => {
		const isThere = () => idsOf(workflow).length >= count;
		await waitUntil(isThere, { what: `${count} runs`, limitMs: LOOK_LIMIT_MS });
	};

	test(
		'250 runs over page boundaries, a restart and kill -9 are returned once each',
		async () => {
			const { n8n, simulator } = fixture();
			await endRuns(simulator, inAnyOrder(30));
			const workflow = await watch('two-hundred-fifty');
			const ended = await endRuns(simulator, inAnyOrder(120));
			await untilIds(workflow, 120);

			await n8n.restart({
				whileDown: async () => void ended.push(...(await endRuns(simulator, inAnyOrder(60)))),
			});
			await untilIds(workflow, 180);
			await n8n.restart({
				kill9: true,
				whileDown: async () => {
					ended.push(...(await endRuns(simulator, inAnyOrder(69))));
					expect(loseLastExecution(n8n.userFolder, workflow.id)).toBe(1);
				},
			});
			await untilIds(workflow, 249);
			ended.push(...(await endRuns(simulator, inAnyOrder(1))));
			await untilIds(workflow, 250);
			await settle();

			expect(sorted(idsOf(workflow))).toEqual(sorted(ended));
			const executions = n8n.executions({ workflowId: workflow.id });
			expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'success'));
			// The next case waits for a look, and it must be its own.
			await n8n.unpublish(workflow);
		},
		TEST_LIMIT_MS,
	);

	test(
		'a look that Noxus refuses is on record, and the next one makes up for it',
		async () => {
			const { n8n, simulator } = fixture();
			const workflow = await watch('refused');
			const [runId] = await endRuns(simulator, inAnyOrder(1));
			simulator.addFault({ path: '/v1/runs$', kind: 'status', statusCode: 403 });
			const failed = () => n8n.executions({ workflowId: workflow.id, withoutData: true });
			const isThere = () => failed().some(({ status }) => status === 'error');
			await waitUntil(isThere, { what: 'the look that failed', limitMs: LOOK_LIMIT_MS });
			simulator.clearFaults();
			await untilIds(workflow, 1);
			expect(idsOf(workflow)).toEqual([runId]);
		},
		TEST_LIMIT_MS,
	);
}

/**
 * Leaves the database as it is when n8n dies after it has noted a look, and before it has written the
 * execution: without the last one, and without what that one noted. How many were deleted.
 */
function loseLastExecution(userFolder: string, workflowId: string): number {
	const database = new DatabaseSync(join(userFolder, '.n8n', 'database.sqlite'));
	try {
		database.prepare('DELETE FROM processed_data WHERE workflowId = ?').run(workflowId);
		const last = 'SELECT max(id) FROM execution_entity WHERE workflowId = ?';
		const { changes } = database
			.prepare(`DELETE FROM execution_entity WHERE id = (${last})`)
			.run(workflowId);
		return Number(changes);
	} finally {
		database.close();
	}
}
