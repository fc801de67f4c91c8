import { WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from '../support/engine';
import { runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const APP = { appUrl: 'https://app.noxus.test/', runPath: '/{workflowId}/run/{runId}' };

describe('the link to a run', () => {
	const run = async (
		operation: string,
		workflowId: string = WORKFLOWS.echo,
		onError?: 'continueRegularOutput',
	) =>
		await runNode({
			credentials: { ...used.credentials, ...APP },
			parameters: runParameters(operation, workflowId),
			onError,
		});
	const urlOf = (workflowId: string = WORKFLOWS.echo) =>
		`https://app.noxus.test/${workflowId}/run/${used.simulator.runs.at(-1)?.id}`;

	it.each(['create', 'createAndWait', 'createSync'])('is in the item of %s', async (operation) => {
		const { items } = await run(operation);
		expect(items).toMatchObject([{ json: { runUrl: urlOf() } }]);
	});

	it('is in the items of Get and Get Many', async () => {
		await run('create');
		const credentials = { ...used.credentials, ...APP };
		const runId = used.simulator.runs.at(-1)?.id ?? '';
		const get = { resource: 'run', operation: 'get', runId };
		for (const parameters of [get, { ...runParameters('getMany', WORKFLOWS.echo) }]) {
			const { items } = await runNode({ credentials, parameters });
			expect(items).toMatchObject([{ json: { runId, runUrl: urlOf() } }]);
		}
	});

	it('is in the error of a run that fails, and in its item', async () => {
		const { error } = await run('createAndWait', WORKFLOWS.fail);
		const runUrl = urlOf(WORKFLOWS.fail);
		expect(error).toMatchObject({ context: { runUrl } });
		expect(error?.description).toContain(`which step failed: ${runUrl}`);
		const { items } = await run('createAndWait', WORKFLOWS.fail, 'continueRegularOutput');
		expect(items).toMatchObject([{ json: { error: { runUrl: urlOf(WORKFLOWS.fail) } } }]);
	});

	it('is left out without an App URL', async () => {
		const { items } = await runNode({
			credentials: used.credentials,
			parameters: runParameters('createAndWait', WORKFLOWS.echo),
		});
		expect(items[0]?.json).not.toHaveProperty('runUrl');
	});
});
