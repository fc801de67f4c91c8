import type { INodeParameters } from 'n8n-workflow';
import { VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { chosen, editorForm, formWorkflow } from '../support/formWorkflow';
import { itemsOf, type StoredExecution, type WorkflowFile } from '../../../n8n-harness';

const BYTES = Buffer.from('%PDF-1.4 Grüße');

/** The form as n8n's editor gets it, and workflows that have one. */
export function formCases(fixture: () => Fixture): void {
	const post = async (file: WorkflowFile, fields: Record<string, string>, fileField?: string) => {
		const { n8n } = fixture();
		const { id } = await n8n.addWorkflow(file);
		const form = new FormData();
		for (const [name, value] of Object.entries(fields)) form.set(name, value);
		const blob = new Blob([BYTES], { type: 'application/pdf' });
		if (fileField !== undefined) form.set(fileField, blob, 'Café 1.pdf');
		await fetch(`${n8n.url}/webhook/${file.name}`, { method: 'POST', body: form });
		const [execution] = await n8n.finishedExecutions(id, 1);
		return execution as StoredExecution;
	};
	const lastInput = () => (fixture().simulator.runs.at(-1)?.createBody as { input: unknown }).input;
	const expectPdf = () => {
		const stored = [...fixture().simulator.files.values()].at(-1);
		expect(stored).toMatchObject({ filename: 'Café 1.pdf', contentType: 'application/pdf' });
		expect(stored?.bytes.equals(BYTES)).toBe(true);
	};

	test.each([
		['V1', WORKFLOWS.mixedInputs, ['Title', 'Count', 'Enabled', 'When', 'Options', 'Tags'], 12],
		[
			'V2',
			WORKFLOWS.mixedInputsV2,
			['Title', 'Count', 'Attachment', 'Picture', 'Enabled', 'When', 'Options', 'Tags'],
			4,
		],
	])('the editor gets a field for each input: %s', async (_version, workflowId, ids, required) => {
		const { fields } = await editorForm(fixture(), chosen('id', workflowId));
		expect(fields.map(({ id }) => id).slice(0, ids.length)).toEqual(ids);
		expect(fields).toMatchObject(
			fields.map((_field, index) => ({
				required: index < required,
				inputKind: expect.any(String) as unknown,
			})),
		);
	});

	test('the editor gets types, built-in values and the fields of a version', async () => {
		const { fields } = await editorForm(fixture(), chosen('id', WORKFLOWS.mixedInputs));
		expect(fields.slice(0, 7).map(({ displayName, type }) => [displayName, type])).toEqual([
			['Title', 'string'],
			['Count', 'number'],
			['Enabled', 'boolean'],
			['When', 'dateTime'],
			['Options', 'object'],
			['Tags', 'array'],
			['Document (file)', 'string'],
		]);
		const fixed = await editorForm(fixture(), chosen('id', WORKFLOWS.fixedInput));
		expect(fixed.fields[0]).toMatchObject({ required: false, defaultValue: 'friendly' });
		const [first] = VERSIONS.echo;
		const old = await editorForm(fixture(), chosen('id', WORKFLOWS.echo, first));
		expect(old.fields.map(({ id }) => id)).toEqual(['Text']);
	});

	test('a form filled in is run, a file with it', async () => {
		const parameters = {
			...chosen('id', WORKFLOWS.mixedInputsV2),
			// Which would read the workflow again.
			options: { checkInputs: false },
		};
		const { fields } = await editorForm(fixture(), parameters);
		const values: INodeParameters = {
			Title: '={{ $json.title }}',
			Count: '={{ $json.count }}',
			Attachment: 'document',
			Picture: 'https://example.com/a.png',
		};
		const file = formWorkflow('form-filled-in', parameters, fields, values);
		const { calls } = fixture().simulator;
		const callsBefore = calls.length;
		const execution = await post(file, { title: 'Grüße', count: '7' }, 'document');
		expect(execution.status).toBe('success');
		// n8n has kept the form with all that the node needs, so the workflow is not read again.
		const paths = calls.slice(callsBefore).map(({ path }) => path);
		expect(paths).not.toContain(`/v1/workflows/${WORKFLOWS.mixedInputsV2}`);
		expect(lastInput()).toMatchObject({ Title: 'Grüße', Count: 7 });
		expect(itemsOf(execution, 'Noxus')[0]?.json.output).toMatchObject({
			Attachment: { file: { filename: 'Café 1.pdf', size: BYTES.length } },
			Picture: { file: { filename: 'a.png' } },
		});
	});

	test('an item is mapped by name, its file with it', async () => {
		const parameters = chosen('id', WORKFLOWS.echo);
		const { fields } = await editorForm(fixture(), parameters);
		const file = formWorkflow('form-mapped', parameters, fields);
		const execution = await post(file, { text: 'Grüße', Number: '7', more: 'x' }, 'Document');
		expect(execution.status).toBe('success');
		expect(lastInput()).toMatchObject({ Text: 'Grüße', Number: 7 });
		expectPdf();
	});

	test('n8n names a required input that was left empty, and starts nothing', async () => {
		const parameters = chosen('id', WORKFLOWS.fixedInput);
		const { fields } = await editorForm(fixture(), parameters);
		const values = { Topic: '={{ $json.topic }}' };
		const { simulator } = fixture();
		const runsBefore = simulator.runs.length;
		const execution = await post(formWorkflow('form-incomplete', parameters, fields, values), {
			other: 'x',
		});
		expect(execution.status).toBe('error');
		expect(execution.data?.resultData.error?.message).toMatch(
			/^Workflow Inputs is missing required inputs: "Topic"/,
		);
		expect(simulator.runs).toHaveLength(runsBefore);
	});
}
