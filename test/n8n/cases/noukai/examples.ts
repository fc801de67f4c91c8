import { FLOWS, UNTIL_HURRIED_MS } from '../../../../simulator/noukai';
import {
	itemsOf,
	loadExample,
	waitUntil,
	type StoredExecution,
	type StoredWorkflow,
} from '../../../../n8n-harness';
import { postTo, type NoukaiFixture } from '../../support/noukaiFixture';
import { acceptLoopback } from '../../support/noukaiTrigger';
import { soon } from '../../support/schedule';
import { withParameters } from '../examples/importExample';

const LIMIT_MS = 90_000;
const APPROVE = 'Approve the tool calls of a Noukai flow';

/** The latest execution of a workflow, once it has this status. */
async function latestOnce(
	{ n8n }: NoukaiFixture,
	{ id, name }: StoredWorkflow,
	status: string,
	isIt: (execution: StoredExecution) => boolean = () => true,
): Promise<StoredExecution> {
	const latest = () => n8n.executions({ workflowId: id }).at(-1);
	const isThere = () => {
		const execution = latest();
		return execution?.status === status && isIt(execution);
	};
	await waitUntil(isThere, { what: `${name} to be ${status}`, limitMs: LIMIT_MS });
	return latest() as StoredExecution;
}

interface Ask {
	message: string;
	approvalUrl: string;
}

const asks = ({ data }: StoredExecution): Ask[] => {
	const runs = data?.resultData.runData['Ask for approval'] ?? [];
	return runs.map((run) => run.data?.main?.[0]?.[0]?.json as unknown as Ask);
};

/** Answers the form as a person does in a browser. */
async function decide({ approvalUrl, message }: Ask, decision: string): Promise<void> {
	const page = await (await fetch(approvalUrl)).text();
	expect(page).toContain('Tool calls of a Noukai flow');
	expect(page).toContain(message.split('{')[0]);
	const form = new FormData();
	form.set('field-0', decision);
	expect((await fetch(approvalUrl, { method: 'POST', body: form })).status).toBe(200);
}

/** A person approves or declines the calls, before Flow: Resume. */
export function noukaiApproveCases(fixture: () => NoukaiFixture): void {
	test.each([
		['Approve', 'Sunny in Paris'],
		['Decline', 'A person has declined this call'],
	])('a person chooses %s, and the flow receives the result', async (decision, result) => {
		await postTo(fixture(), APPROVE, { text: 'Weather?' });
		const workflow = fixture().n8n.workflow(APPROVE);
		const [ask] = asks(await latestOnce(fixture(), workflow, 'waiting'));
		expect(ask?.message).toContain('get_weather {"city":"Paris"}');
		if (ask) await decide(ask, decision);
		const execution = await latestOnce(fixture(), workflow, 'success');
		expect(itemsOf(execution, 'Use the output')).toMatchObject([
			{ json: { status: 'completed', output: { toolResults: [result] } } },
		]);
	});

	test('calls of a later round are asked about again', async () => {
		const changes = { Webhook: { path: 'approve-again' }, Noukai: { flow: FLOWS.toolsLoop } };
		const file = withParameters(loadExample('approve-tool-calls', 'noukai'), changes);
		const workflow = await fixture().n8n.addWorkflow({ ...file, name: 'approve-again' });
		await postTo(fixture(), 'approve-again', { text: 'Weather?' });
		for (const round of [1, 2, 3]) {
			const isIt = (execution: StoredExecution) => asks(execution).length === round;
			const execution = await latestOnce(fixture(), workflow, 'waiting', isIt);
			const ask = asks(execution).at(-1);
			if (ask) await decide(ask, 'Approve');
		}
	});
}

/** Rows whose jobs end well, end badly, and have not ended when the wait is over. */
const ROWS = [
	{ text: 'good', flow: FLOWS.slow, minutes: 60 },
	{ text: 'bad', flow: FLOWS.failing, minutes: 60 },
	{ text: 'late', flow: FLOWS.slow, minutes: 0 },
];

/** A schedule, rows, and a job for each of them, split by how they have ended. */
export function noukaiNightlyCases(fixture: () => NoukaiFixture): void {
	beforeAll(() => acceptLoopback(fixture()));

	test('a paused night splits its rows by the status of their jobs', async () => {
		const { n8n, simulator } = fixture();
		const changes = {
			'Get the rows': { jsonOutput: JSON.stringify({ rows: ROWS }) },
			Noukai: {
				flow: '={{ $json.flow }}',
				parameterMode: 'json',
				parametersJson: JSON.stringify({ milliseconds: UNTIL_HURRIED_MS }),
				inlineSeconds: 0,
				options: { maxWaitMinutes: '={{ $json.minutes }}' },
			},
		};
		const file = withParameters(loadExample('nightly-jobs', 'noukai'), changes);
		const workflow = await n8n.addWorkflow(soon({ ...file, name: 'nightly' }));
		await latestOnce(fixture(), workflow, 'waiting');
		// The next such second must not start it once more.
		await n8n.unpublish(workflow);
		const jobs = ROWS.map(({ text }) =>
			simulator.executions.filter(({ start }) => start.inputs.message === text),
		);
		expect(jobs.map(({ length }) => length)).toEqual([1, 1, 1]);
		const [good, , late] = jobs.flat();
		simulator.hurry(good?.id ?? '');
		const execution = await latestOnce(fixture(), workflow, 'success');
		const returned = (name: string) => itemsOf(execution, name).map(({ json }) => json);
		const output = `slept ${UNTIL_HURRIED_MS} ms`;
		expect(returned('Use the result')).toEqual([{ text: 'good', output }]);
		expect(returned('Check later')).toEqual([{ text: 'late', executionId: late?.id }]);
		expect(returned('Report the failure')).toEqual([
			{ text: 'bad', reason: expect.stringContaining('failed') as unknown },
		]);
	});
}
