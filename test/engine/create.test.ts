import { WORKFLOWS } from '../../simulator';
import { runNode } from './engine';
import { runParameters, textInput } from './parameters';
import { useSimulator } from './simulator';

const used = useSimulator();

describe('Run: Create and Wait', () => {
	it('starts a run, waits for it and gives its output', async () => {
		const { credentials, simulator } = used;
		const result = await runNode({
			credentials,
			parameters: runParameters('createAndWait', WORKFLOWS.echo, textInput('Text', 'hello')),
		});
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(1);
		expect(result.items[0]?.json).toMatchObject({
			runId: simulator.runs[0]?.id,
			workflowId: WORKFLOWS.echo,
			status: 'completed',
			output: { Text: 'hello' },
			errorMessage: null,
		});
		expect(simulator.runs).toHaveLength(1);
	});
});
