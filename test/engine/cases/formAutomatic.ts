import type { INodeExecutionData } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { pdf, PDF, useForms } from '../support/forms';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { runForm, sentInputs } = useForms(used);

describe('automatic mapping', () => {
	it('takes values and files of an item by name', async () => {
		const { binary = {} } = await pdf();
		const item = {
			json: { title: 'A', Count: 3, other: 'x', Picture: 'https://example.com/a.png' },
			binary: { attachment: binary.data, more: binary.data } as INodeExecutionData['binary'],
		};
		const { error, reads } = await runForm({ workflowId: WORKFLOWS.mixedInputsV2 }, [item]);
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([
			{
				Title: 'A',
				Count: 3,
				Attachment: PDF,
				Picture: expect.objectContaining({ uri: 'https://example.com/a.png' }) as unknown,
			},
		]);
		expect(reads).toBe(1);
	});

	it('gives the only file to the only input for one', async () => {
		const item = { ...(await pdf()), json: { Text: 'a', Number: null } };
		const { error } = await runForm({ workflowId: WORKFLOWS.echo }, [item]);
		expect(error).toBeUndefined();
		expect(sentInputs()).toEqual([{ Text: 'a', Document: PDF }]);
	});

	it('names what an item lacks', async () => {
		const items = [{ json: { Topic: 'tea' } }, { json: { topic: null } }];
		const { error } = await runForm({ workflowId: WORKFLOWS.fixedInput }, items);
		expect(error?.message).toMatch(
			/^Workflow Inputs is missing required inputs: "Topic"\. The item has no fields with these names$/,
		);
		expect(error?.context.itemIndex).toBe(1);
	});
});
