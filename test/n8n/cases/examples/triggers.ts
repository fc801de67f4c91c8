import { WORKFLOWS, type SimulatedRun } from '../../../../simulator/noxus';
import { callBack, finishedRuns } from '../../support/callbacks';
import type { Fixture } from '../../support/fixture';
import { LOOK_LIMIT_MS, untilLooked } from '../../support/looks';
import {
	isFinished,
	itemsOf,
	listeningPath,
	loadExample,
	waitUntil,
	type StoredExecution,
} from '../../../../n8n-harness';
import { chosenWorkflow, goodExecution, importExample, oneInput, postJson } from './importExample';

const LIMIT_MS = 30_000;
const LOOK_TEST_LIMIT_MS = 250_000;
const SECONDS_AHEAD = 8;

/** Noxus Trigger, Edit Fields. */
export function callbackTriggerCase(fixture: () => Fixture): void {
	test('the end of a run starts it, with what Noxus says of the run', async () => {
		const { simulator } = fixture();
		const example = await importExample(fixture(), 'callback-trigger');
		const [runId = ''] = await finishedRuns(simulator, 1);
		await callBack(simulator, example.url, runId, { outputs: { Text: 'falsified' } });
		const execution = await goodExecution(fixture(), example);
		const json = { summary: `Run ${runId} is completed`, output: 'callback 0' };
		expect(itemsOf(execution, 'Edit Fields')).toMatchObject([{ json }]);
	});
}

/** Webhook, Noxus (Create); and Noxus Trigger, If, a node for each way a run may end. */
export function callbackPipelineCase(fixture: () => Fixture): void {
	const pathOfTrigger = () => {
		const { nodes } = loadExample('callback-pipeline');
		const trigger = nodes.find(({ name }) => name === 'Noxus Trigger');
		return trigger && listeningPath(trigger);
	};
	const call = async (path: string, noxus = {}) => {
		const { n8n, simulator } = fixture();
		// The address is known before the import, because the file names it.
		const triggerUrl = `${n8n.url}/${pathOfTrigger()}`;
		const changes = { Webhook: { path }, Noxus: { triggerUrl, ...noxus } };
		const { workflow, url } = await importExample(fixture(), 'callback-pipeline', changes);
		const answer = await (await postJson(url, { text: 'Hello' })).json();
		const executions = await n8n.finishedExecutions(workflow.id, 2, LIMIT_MS);
		const run = simulator.runs.at(-1);
		expect(answer).toMatchObject({ runId: run?.id, status: 'queued', output: {} });
		expect(simulator.callbacks.at(-1)?.url).toContain(`${triggerUrl}?noxusToken=`);
		await n8n.unpublish(workflow);
		return { run, second: secondHalf(executions) };
	};
	const secondHalf = (executions: StoredExecution[]) => {
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
		const begins = ({ data }: StoredExecution) => data?.resultData.runData['Noxus Trigger'];
		return executions.find(begins) as StoredExecution;
	};

	test('the end of the run starts the second half, with the output', async () => {
		const { second } = await call('pipeline-good');
		expect(itemsOf(second, 'Use the output')).toMatchObject([{ json: { result: 'Hello' } }]);
	});

	test('a run that fails is returned on a branch of its own', async () => {
		const message = 'The invoice has no total';
		const { run, second } = await call('pipeline-failed', {
			...chosenWorkflow(WORKFLOWS.fail),
			...oneInput('Message', message),
		});
		const json = { message, runId: run?.id };
		expect(itemsOf(second, 'Tell what happened')).toMatchObject([{ json }]);
	});
}

/** Noxus Run Finished Trigger, If, a node for each way a run may end. */
export function runFinishedCase(fixture: () => Fixture): void {
	const second = () => (new Date().getSeconds() + SECONDS_AHEAD) % 60;
	const endedNow = async (): Promise<SimulatedRun[]> => {
		const ids = await finishedRuns(fixture().simulator, 2);
		return fixture().simulator.runs.filter(({ id }) => ids.includes(id));
	};

	test(
		'runs that end are found at the next look, though nobody calls n8n',
		async () => {
			const { n8n, simulator } = fixture();
			const pollTimes = { item: [{ mode: 'custom', cronExpression: `${second()} * * * * *` }] };
			const changes = { 'Noxus Run Finished Trigger': { pollTimes } };
			const since = new Date();
			const callbacksBefore = simulator.callbacks.length;
			const { workflow } = await importExample(fixture(), 'run-finished', changes);
			await untilLooked(fixture(), since);
			const runs = await endedNow();
			const executions = () => n8n.executions({ workflowId: workflow.id }).filter(isFinished);
			const found = () => executions().flatMap((execution) => itemsOf(execution, 'Use the output'));
			const areFound = () => found().length >= runs.length;
			await waitUntil(areFound, { what: 'the runs', limitMs: LOOK_LIMIT_MS });
			await n8n.unpublish(workflow);
			const results = found().map(({ json }) => json.result);
			expect(results.sort()).toEqual(['callback 0', 'callback 1']);
			expect(simulator.callbacks).toHaveLength(callbacksBefore);
		},
		LOOK_TEST_LIMIT_MS,
	);
}
