import type { INodeListSearchResult } from 'n8n-workflow';

import { WORKFLOWS, type Fault } from '../../../simulator/noxus';
import { waitUntil } from '../../../n8n-harness';
import { callBack, finishedRuns, listen } from '../support/callbacks';
import type { Fixture } from '../support/fixture';
import { askEditor, chosen } from '../support/formWorkflow';
import { LOOK_LIMIT_MS, watchRuns } from '../support/looks';
import { runWorkflow } from '../support/workflows';
import { runIdsOf } from './runFinishedBeside';

const TEST_LIMIT_MS = 600_000;

/** A minute for a request, ten seconds for the check of the inputs, and a busy machine. */
const GIVEN_UP_LIMIT_MS = 120_000;

/** A poll ends after three and a half minutes (docs/reference.md, "Time limits"). */
const POLL_LIMIT_MS = 210_000 + LOOK_LIMIT_MS;

/** While Noxus answers like this. */
const SICK_MS = 20_000;

const FAULTS: Array<Omit<Fault, 'path'>> = [
	{ kind: 'trickle', body: '{"id":"', intervalMs: 500 },
	{ kind: 'trickleHeaders', intervalMs: 500 },
	{ kind: 'gzipBomb' },
];

const soon = () => (new Date().getSeconds() + 5) % 60;
const pause = async (timeMs: number) => await new Promise((resolve) => setTimeout(resolve, timeMs));

/** Answers that never end, and then a healthy Noxus: everything works again, without a restart. */
export function trickleCases(fixture: () => Fixture): void {
	test.each(FAULTS)(
		'each node works again after answers like $kind',
		async (fault) => {
			const { n8n, simulator } = fixture();
			const { kind } = fault;
			const input = { Text: 'hi' };
			const file = runWorkflow({ path: `sick-${kind}`, noxusWorkflowId: WORKFLOWS.echo, input });
			const { id } = await n8n.addWorkflow(file);
			const { url, workflow: triggered } = await listen(fixture(), `trigger-${kind}`);
			const watching = await watchRuns(fixture(), `poll-${kind}`, soon());
			const [runId = ''] = await finishedRuns(simulator, 1);

			simulator.addFault({ ...fault, path: '^/v1/' });
			const start = async () => await fetch(`${n8n.url}/webhook/sick-${kind}`, { method: 'POST' });
			await start();
			const picking = pick(fixture());
			const sickCallback = callBack(simulator, url, runId);
			await pause(SICK_MS);
			simulator.clearFaults();

			// What began while it was sick ends by itself.
			await n8n.finishedExecutions(id, 1, GIVEN_UP_LIMIT_MS);
			await picking.catch(() => undefined);
			expect((await sickCallback).statusCode).toBeGreaterThanOrEqual(500);

			// And everything works again.
			await start();
			const executions = await n8n.finishedExecutions(id, 2, GIVEN_UP_LIMIT_MS);
			expect(executions.map(({ status }) => status)).toContain('success');
			expect((await callBack(simulator, url, runId)).body).toMatchObject({ started: true });
			await n8n.finishedExecutions(triggered.id, 1);
			expect((await pick(fixture())).results.length).toBeGreaterThan(0);
			const isSeen = () => runIdsOf(fixture(), watching).includes(runId);
			await waitUntil(isSeen, { what: 'the run that ended', limitMs: POLL_LIMIT_MS });
			await n8n.unpublish(watching);
		},
		TEST_LIMIT_MS,
	);
}

async function pick(fixture: Fixture): Promise<INodeListSearchResult> {
	const search = { path: 'workflowId', methodName: 'searchWorkflows', filter: '' };
	const currentNodeParameters = chosen('id', WORKFLOWS.echo);
	return await askEditor(fixture, 'resource-locator-results', { ...search, currentNodeParameters });
}
