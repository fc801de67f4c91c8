import type { INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { VERSIONS, WORKFLOWS } from '../../../simulator/noxus';
import type { Fixture } from '../support/fixture';
import { askEditor, chosen, editorForm } from '../support/formWorkflow';

/** What n8n's editor gets for the fields in which something is picked. */
export function pickerCases(fixture: () => Fixture): void {
	test('the editor reads the address of a workflow', async () => {
		const url = `https://app.noxus.ai/workflows/${WORKFLOWS.greetV2}/edit?tab=runs`;
		const { fields } = await editorForm(fixture(), chosen('url', url));
		expect(fields.map(({ id }) => id)).toEqual(['Name']);
	});

	test('the editor gets workflows to pick, versions and outputs', async () => {
		const currentNodeParameters = chosen('id', WORKFLOWS.echo);
		const search = { path: 'workflowId', methodName: 'searchWorkflows', filter: 'mixed' };
		const { results } = await askEditor<INodeListSearchResult>(
			fixture(),
			'resource-locator-results',
			{ ...search, currentNodeParameters },
		);
		expect(results.map(({ value }) => value).sort()).toEqual(
			[WORKFLOWS.mixedInputs, WORKFLOWS.mixedInputsV2].sort(),
		);
		const choices = async (path: string, methodName: string) =>
			(
				await askEditor<INodePropertyOptions[]>(fixture(), 'options', {
					path,
					methodName,
					currentNodeParameters,
				})
			).map(({ value }) => value);
		const versions = await choices('options.workflowVersionId', 'getWorkflowVersions');
		expect(versions.sort()).toEqual(['', ...VERSIONS.echo]);
		expect(await choices('outputNames', 'getWorkflowOutputs')).toEqual([
			'Text',
			'Number',
			'Document',
		]);
	});
}
