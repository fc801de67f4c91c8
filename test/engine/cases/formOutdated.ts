import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';

import { WORKFLOWS } from '../../../simulator/noxus';
import { loadForm } from '../support/contexts';
import { chosen, useForms } from '../support/forms';
import { useSimulator } from '../support/simulator';

const used = useSimulator();
const { runForm, sentInputs } = useForms(used);

describe('a form that is older than the workflow', () => {
	const old = (options: INodeParameters) => ({
		workflowId: WORKFLOWS.fixedInput,
		values: { Tone: 'dry' },
		change: (fields: ResourceMapperField[]) => fields.filter(({ id }) => id !== 'Topic'),
		options,
	});

	it('reports values that the form has no input for, and does not send them', async () => {
		const values = { Topic: 'tea', Gone: 'x', Tone: 'dry' };
		const { hints } = await runForm({
			workflowId: WORKFLOWS.fixedInput,
			values,
			change: (fields) => fields.map((field) => ({ ...field, removed: field.id === 'Tone' })),
		});
		expect(sentInputs()).toEqual([{ Topic: 'tea' }]);
		expect(hints?.map(({ message }) => message)).toEqual([
			expect.stringMatching(/^Inputs that were not sent: "Gone", "Tone"\./),
		]);
	});

	it('shows a value whose input is gone, and reports it when it is run', async () => {
		const schema = [{ id: 'Old', displayName: 'Old', type: 'number', inputKind: 'number' }];
		const value = { Old: 5, Topic: 'tea', Left: '' };
		const inputForm = { mappingMode: 'defineBelow', value, schema };
		const before = { ...chosen(WORKFLOWS.fixedInput), inputForm } as unknown as INodeParameters;
		const { fields } = await loadForm(used.credentials, before);
		expect(fields.slice(2)).toEqual([
			expect.objectContaining({
				id: 'Old',
				displayName: 'Old (gone)',
				type: 'number',
				required: false,
				isGone: true,
			}),
		]);
		// Loaded once more, it is the same, so n8n does not call the form outdated.
		const reloaded = { ...before, inputForm: { ...inputForm, schema: fields } };
		const again = await loadForm(used.credentials, reloaded as unknown as INodeParameters);
		expect(again.fields).toEqual(fields);
		const form = { workflowId: WORKFLOWS.fixedInput, change: () => fields };
		const { hints } = await runForm({ ...form, values: { Old: 5, Topic: 'tea' } });
		expect(hints).toEqual([
			expect.objectContaining({ message: expect.stringContaining('"Old (gone)"') as unknown }),
		]);
		await runForm(form, [{ json: { Old: 5, Topic: 'tea' } }]);
		expect(sentInputs()).toEqual([{ Topic: 'tea' }, { Topic: 'tea' }]);
	});

	it('asks Noxus for the inputs where the editor has not stored them, once', async () => {
		const form = { workflowId: WORKFLOWS.mixedInputsV2, change: () => [] };
		const values = {
			Title: 'a',
			Count: '={{ "3" }}',
			Attachment: 'https://example.com/a',
			Picture: 'https://example.com/b',
		};
		const { reads } = await runForm({ ...form, values }, [{ json: {} }, { json: {} }]);
		expect(sentInputs()).toEqual([
			expect.objectContaining({ Count: 3 }),
			expect.objectContaining({
				Attachment: expect.objectContaining({ uri: 'https://example.com/a' }) as unknown,
			}),
		]);
		expect(reads).toBe(1);
	});

	it('starts nothing where a new input is required', async () => {
		const { error } = await runForm(old({}));
		expect(error?.message).toMatch(/^Workflow Inputs is missing required inputs: "Topic"/);
		expect(error?.context.itemIndex).toBe(0);
		expect(used.simulator.runs).toHaveLength(0);
	});

	it('is sent as it is without Check Inputs First', async () => {
		const { reads } = await runForm(old({ checkInputs: false }));
		expect(reads).toBe(0);
		expect(sentInputs()).toEqual([{ Tone: 'dry' }]);
	});
});
