import type { INodeProperties } from 'n8n-workflow';

/** The form of the chosen workflow, and what n8n has no place for in it. */
export function formFields(show: Record<string, string[]>): INodeProperties[] {
	const displayOptions = { show: { ...show, inputMode: ['form'] } };
	return [
		{ ...form, displayOptions },
		{
			displayName:
				'Fields marked (file), (image), (audio) or (list of …) take the name of a file in the Binary tab of the input (often data), an https URL, or the output of File: Upload. Several: with commas between.',
			name: 'formNotice',
			type: 'notice',
			default: '',
			// Before a workflow is chosen there are no fields that it could speak of.
			displayOptions: { ...displayOptions, hide: { workflowId: [''] } },
		},
	];
}

/** Required fields cannot be removed from it (mode `add`). */
const form: INodeProperties = {
	displayName: 'Workflow Inputs',
	name: 'inputForm',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'One field for each input of the chosen workflow',
	typeOptions: {
		loadOptionsDependsOn: ['workflowId.value', 'options.workflowVersionId'],
		resourceMapper: {
			resourceMapperMethod: 'getWorkflowInputs',
			mode: 'add',
			valuesLabel: 'Inputs',
			fieldWords: { singular: 'input', plural: 'inputs' },
			addAllFields: true,
			supportAutoMap: true,
			hideNoDataError: true,
		},
	},
};
