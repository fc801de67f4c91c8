import type { INodeProperties } from 'n8n-workflow';

/** The form of the chosen workflow. Required fields cannot be removed from it (mode `add`). */
export function formField(show: Record<string, string[]>): INodeProperties {
	return {
		displayName: 'Workflow Inputs',
		name: 'inputForm',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description:
			'One field for each input. A file is the name of a binary property, an https URL, a spot:// uri, or the output of File: Upload.',
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
		displayOptions: { show: { ...show, inputMode: ['form'] } },
	};
}
