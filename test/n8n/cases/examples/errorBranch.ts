import { WORKFLOWS } from '../../../../simulator/noxus';
import type { Fixture } from '../../support/fixture';
import { chosenWorkflow, importExample, oneInput, postJson } from './importExample';

/** Webhook, Noxus with an error output and a time limit, Run: Stop, and one message for both. */
export function errorBranchCase(fixture: () => Fixture): void {
	const call = async (path: string, noxus = {}) => {
		const changes = { Webhook: { path }, Noxus: noxus };
		const { url } = await importExample(fixture(), 'error-branch', changes);
		const answer: unknown = await (await postJson(url, { text: 'Hello' })).json();
		return { answer, run: fixture().simulator.runs.at(-1) };
	};
	test('a good run gives its result', async () => {
		const { answer } = await call('error-branch-good');
		expect(answer).toEqual({ result: '{"Text":"Hello"}' });
	});

	test('a run that fails gives the reason', async () => {
		const { answer, run } = await call('error-branch-failed', {
			...chosenWorkflow(WORKFLOWS.fail),
			...oneInput('Message', 'The invoice has no total'),
		});
		const message = 'The Noxus run failed: The invoice has no total';
		expect(answer).toEqual({ message, runId: run?.id });
		expect(run?.status).toBe('failed');
	});

	test('a run over its time limit is stopped', async () => {
		const { answer, run } = await call('error-branch-late', {
			...chosenWorkflow(WORKFLOWS.slow),
			...oneInput('Milliseconds', '600000'),
			options: { maxWaitMinutes: 0.02 },
		});
		expect(answer).toEqual({ message: 'The run took too long and was stopped', runId: run?.id });
		expect(run?.status).toBe('stopped');
	});

	test('where no run was started, there is none to stop', async () => {
		const unknown = 'e0000000-0000-4000-8000-0000000000ff';
		const { answer } = await call('error-branch-unknown', chosenWorkflow(unknown));
		expect(answer).toEqual({
			message: expect.stringMatching(/^Workflow .* was not found/) as unknown,
			runId: null,
		});
	});
}
