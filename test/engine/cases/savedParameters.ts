import type { INodeParameters } from 'n8n-workflow';

import savedParameters from '../fixtures/savedParameters.json';
import { filesItem } from '../support/binaryItem';
import { runNode } from '../support/engine';
import { useSimulator } from '../support/simulator';

const used = useSimulator();

const file = { bytes: Buffer.from('a file'), fileName: 'a.txt', mimeType: 'text/plain' };
const fields = { text: 'hi', number: 3, Task: 'hi', chatInput: 'hi', body: { text: 'hi' } };

/** Saved workflows depend on the names in them: docs/reference.md is the contract. */
describe('the parameters of a workflow that was saved with an earlier package', () => {
	it.each(Object.entries(savedParameters))('run as before: %s', async (_example, parameters) => {
		const item = await filesItem({ document: file, Document: file });
		const { error, items } = await runNode({
			credentials: used.credentials,
			items: [{ ...item, json: fields }],
			parameters: parameters as INodeParameters,
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		const [run] = used.simulator.runs;
		expect(items[0]?.json).toMatchObject({ runId: run?.id, workflowId: run?.workflowId });
		expect(used.simulator.runs).toHaveLength(1);
		const { values } = parameters.inputFields as { values: Array<{ name: string }> };
		expect(Object.keys(run?.input ?? {})).toEqual(values.map(({ name }) => name));
	});
});
