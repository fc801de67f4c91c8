import { randomUUID } from 'node:crypto';
import { WORKFLOWS } from '../../../simulator/noxus';
import { callBack, finishedRuns, inParallel, listen } from '../support/callbacks';
import type { Fixture } from '../support/fixture';
import { itemsOf, webhookPath, type StoredWorkflow } from '../../../n8n-harness';

const RUNS = 150;
const DOUBLED_AT_ONCE = 25;
const DOUBLED_LATER = 25;
const CONNECTIONS = 16;
const ALL = { statuses: ['completed', 'failed', 'stopped'] };
// Long enough for an execution that should not be there to be written.
const SETTLE_MS = 1500;
const TEST_LIMIT_MS = 120_000;

const settle = async () => await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

/** Callbacks to the trigger, as a Noxus (or somebody who says so) sends them. */
export function triggerCases(fixture: () => Fixture): void {
	const urlOf = ({ nodes }: StoredWorkflow) => {
		const path = nodes.map(webhookPath).find((found) => found !== undefined);
		return `${fixture().n8n.url}/webhook/${path}`;
	};
	const executionsOf = ({ id }: StoredWorkflow) => fixture().n8n.executions({ workflowId: id });

	test(
		'two hundred callbacks, fifty of them repeats, start one execution for each run',
		async () => {
			const { n8n, simulator } = fixture();
			const { workflow, url } = await listen(fixture(), 'two-hundred', ALL);
			const runIds = await finishedRuns(simulator, RUNS);
			// Neighbours in this list are under way at the same moment.
			const twice = runIds.slice(0, DOUBLED_AT_ONCE).flatMap((id) => [id, id]);
			const callbacks = [
				...twice,
				...runIds.slice(DOUBLED_AT_ONCE),
				...runIds.slice(-DOUBLED_LATER),
			];
			expect(callbacks).toHaveLength(200);
			const send = async (id: string) => await callBack(simulator, url, id);
			const sent = await inParallel(callbacks, CONNECTIONS, send);

			expect(sent.filter(({ statusCode }) => statusCode !== 200)).toEqual([]);
			expect(sent.filter(({ body }) => body.started === true)).toHaveLength(RUNS);
			await n8n.finishedExecutions(workflow.id, RUNS);
			await settle();
			const executions = executionsOf(workflow);
			expect(executions.every(({ status }) => status === 'success')).toBe(true);
			const started = executions.map((execution) => itemsOf(execution, 'After')[0]?.json.runId);
			expect(started.sort()).toEqual([...runIds].sort());
		},
		TEST_LIMIT_MS,
	);

	test('the same callback five times at the same moment starts one execution', async () => {
		const { n8n, simulator } = fixture();
		const { workflow, url } = await listen(fixture(), 'five-at-once', ALL);
		const [runId = ''] = await finishedRuns(simulator, 1);
		const send = async () => await callBack(simulator, url, runId);
		const sent = await Promise.all([send(), send(), send(), send(), send()]);
		expect(sent.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
		await n8n.finishedExecutions(workflow.id, 1);
		await settle();
		expect(executionsOf(workflow)).toHaveLength(1);
	});

	test('the example trigger hands on what the API says, not what the callback says', async () => {
		const { n8n, simulator } = fixture();
		const workflow = n8n.workflow('When a Noxus run finishes');
		const [runId = ''] = await finishedRuns(simulator, 1);
		await callBack(simulator, urlOf(workflow), runId, { outputs: { Text: 'falsified' } });
		const [execution] = await n8n.finishedExecutions(workflow.id, 1);
		const items = execution ? itemsOf(execution, 'Edit Fields') : [];
		const summary = `Run ${runId} is completed`;
		expect(items).toMatchObject([{ json: { summary, output: 'callback 0' } }]);
	});

	test('what is forged, no callback, or not chosen starts nothing', async () => {
		const { simulator } = fixture();
		const { workflow, url } = await listen(fixture(), 'guarded', {
			statuses: ['failed', 'completed'],
		});
		const [runId = ''] = await finishedRuns(simulator, 1);
		const other = { workflow_id: WORKFLOWS.otherWorkspace };
		const unknown = await callBack(simulator, url, runId, { run_id: randomUUID() });
		const wrongState = await callBack(simulator, url, runId, { status: 'failed' });
		const wrongWorkflow = await callBack(simulator, url, runId, other);
		const headers = { 'content-type': 'application/json' };
		const noCallback = await fetch(url, { method: 'POST', headers, body: '{"hello": "world"}' });
		const notChosen = await callBack(simulator, url, runId, { status: 'stopped' });

		const codes = [unknown, wrongState, wrongWorkflow].map(({ statusCode }) => statusCode);
		expect(codes).toEqual([401, 401, 401]);
		expect(noCallback.status).toBe(400);
		expect(notChosen).toMatchObject({ statusCode: 200, body: { started: false } });
		await settle();
		expect(executionsOf(workflow)).toEqual([]);
	});

	test(
		'while the API is unreachable the sender is asked to retry, and then it counts',
		async () => {
			const { n8n, simulator } = fixture();
			const { workflow, url } = await listen(fixture(), 'api-away', ALL);
			const [runId = ''] = await finishedRuns(simulator, 1);
			simulator.addFault({ path: `/runs/${runId}`, kind: 'status', statusCode: 503 });
			const first = await callBack(simulator, url, runId);
			simulator.clearFaults();
			const second = await callBack(simulator, url, runId);

			expect(first).toMatchObject({ statusCode: 503, body: { received: false } });
			expect(second).toMatchObject({ statusCode: 200, body: { started: true } });
			expect(await n8n.finishedExecutions(workflow.id, 1)).toHaveLength(1);
		},
		TEST_LIMIT_MS,
	);
}
