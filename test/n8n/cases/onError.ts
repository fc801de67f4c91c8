import { WORKFLOWS } from '../../../simulator/noxus';
import { WRONG_CREDENTIAL_ID, type Fixture } from '../support/fixture';
import { itemsOf, type StoredExecution } from '../../../n8n-harness';
import { runWorkflow, type RunWorkflow } from '../support/workflows';

const MESSAGE = 'The invoice has no total';

/** A run that fails, under each of n8n's On Error settings. */
export function onErrorCases(fixture: () => Fixture): void {
	const execute = async (given: Omit<RunWorkflow, 'noxusWorkflowId' | 'input'>) => {
		const { n8n } = fixture();
		const input = { Message: MESSAGE };
		const file = runWorkflow({ noxusWorkflowId: WORKFLOWS.fail, input, ...given });
		const { id } = await n8n.addWorkflow(file);
		const response = await fetch(`${n8n.url}/webhook/${given.path}`, { method: 'POST' });
		expect(response.status).toBe(200);
		const [execution] = await n8n.finishedExecutions(id, 1);
		if (!execution) throw new Error('No execution was written');
		return execution;
	};
	const errorItem = () => {
		const runId = fixture().simulator.runs.at(-1)?.id;
		const message = expect.stringContaining(MESSAGE) as string;
		return { json: { error: { message, runId, status: 'failed' } } };
	};
	const branches = (execution: StoredExecution) =>
		['Regular', 'Error'].map((name) => itemsOf(execution, name));

	test('stop: the execution ends with an error that says what happened', async () => {
		const execution = await execute({ path: 'on-error-stop' });
		expect(execution.status).toBe('error');
		const error = execution.data?.resultData.error;
		expect(`${error?.message} ${error?.description}`).toContain(MESSAGE);
		expect(branches(execution)).toEqual([[], []]);
	});

	test('continue: an error item continues along the regular output', async () => {
		const execution = await execute({
			path: 'on-error-continue',
			onError: 'continueRegularOutput',
		});
		expect(execution.status).toBe('success');
		const [regular, error] = branches(execution);
		expect(regular).toMatchObject([errorItem()]);
		expect(error).toEqual([]);
	});

	test('continue with error output: the item goes along the error branch', async () => {
		const execution = await execute({ path: 'on-error-branch', onError: 'continueErrorOutput' });
		expect(execution.status).toBe('success');
		const [regular, error] = branches(execution);
		expect(regular).toEqual([]);
		expect(error).toMatchObject([errorItem()]);
	});

	test('a wrong API key ends the execution with both possible causes', async () => {
		const path = 'wrong-key';
		const execution = await execute({ path, credentialId: WRONG_CREDENTIAL_ID });
		expect(execution.status).toBe('error');
		const error = execution.data?.resultData.error;
		expect(`${error?.message} ${error?.description}`).toMatch(/key.*base url/is);
	});

	test('a cut connection ends the execution with what may have happened', async () => {
		fixture().simulator.addFault({ path: '/runs$', kind: 'reset' });
		const execution = await execute({ path: 'connection-cut' });
		fixture().simulator.clearFaults();
		const error = execution.data?.resultData.error;
		expect(error?.message).toBe('The connection to Noxus was closed unexpectedly');
		// n8n's own error class has the code in another place in n8n 1.
		expect(error?.description).toMatch(/ECONNRESET.*The run may have started anyway/s);
	});
}
