import { WORKFLOWS } from '../../../simulator/noxus';
import { runNode } from '../support/engine';
import { runParameters } from '../support/parameters';
import { useSimulator } from '../support/simulator';
import { times } from '../support/slowBatch';

const used = useSimulator();

describe('the trace of an execution', () => {
	const traceOf = async (operation: string, workflowId: string, count: number) => {
		const { stored } = await runNode({
			credentials: used.credentials,
			items: times(count, { json: {} }),
			parameters: runParameters(operation, workflowId),
		});
		const tracing = /"tracing":(\{[^}]*\})/.exec(stored)?.[1];
		return tracing === undefined ? undefined : (JSON.parse(tracing) as object);
	};
	const expected = (workflowId: string) => {
		const ids = used.simulator.runs.map(({ id }) => id);
		return {
			'noxus.run.count': ids.length,
			'noxus.run.ids': ids.slice(0, 20).join(','),
			'noxus.workflow.ids': workflowId,
		};
	};

	it.each(['create', 'createAndWait', 'createSync'])('names the run of %s', async (operation) => {
		expect(await traceOf(operation, WORKFLOWS.echo, 1)).toEqual(expected(WORKFLOWS.echo));
	});

	it('names the run of an execution that fails', async () => {
		expect(await traceOf('createAndWait', WORKFLOWS.fail, 1)).toEqual(expected(WORKFLOWS.fail));
	});

	it('names the first 20 of many runs', async () => {
		const tracing = await traceOf('create', WORKFLOWS.echo, 25);
		expect(tracing).toEqual(expected(WORKFLOWS.echo));
	});

	it('says nothing where no run was started', async () => {
		const unknown = 'e0000000-0000-4000-8000-0000000000ff';
		expect(await traceOf('createAndWait', unknown, 1)).toBeUndefined();
	});
});
