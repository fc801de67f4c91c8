import type { INodeProperties } from 'n8n-workflow';

import { WHOLE_WORKFLOW_URL, WORKFLOW_URL } from '../inputs/workflowUrl';

const workflowLocator: INodeProperties = {
	displayName: 'Workflow',
	name: 'workflowId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The Noxus workflow',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a workflow...',
			typeOptions: { searchListMethod: 'searchWorkflows', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://app.noxus.ai/workflow/3c90c3cc-0d44-4b50-8888-8dd25736052a',
			hint: 'The address that the browser shows while the workflow is open in Noxus',
			extractValue: { type: 'regex', regex: WORKFLOW_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: WHOLE_WORKFLOW_URL,
						errorMessage:
							'No address with the ID of a workflow after /workflow/, /workflows/, /flow/ or /flows/',
					},
				},
			],
		},
	],
};

/** The picker of the workflow that an operation starts. */
export function requiredWorkflow(operations: string[]): INodeProperties {
	return {
		...workflowLocator,
		required: true,
		description: 'The Noxus workflow to run',
		displayOptions: { show: { resource: ['run'], operation: operations } },
	};
}

/** The picker of the workflow that a run belongs to, for operations that can find it out. */
export function optionalWorkflow(operations: string[]): INodeProperties {
	return {
		...workflowLocator,
		displayName: 'Workflow (Optional)',
		description:
			'The workflow the run belongs to. Leave empty to look it up by the run ID, at the cost of one more request.',
		displayOptions: { show: { resource: ['run'], operation: operations } },
	};
}

/** The picker of the workflow whose runs are listed. */
export function listedWorkflow(operations: string[]): INodeProperties {
	return {
		...workflowLocator,
		displayName: 'Workflow (Optional)',
		description:
			'The workflow whose runs to list. Leave empty for those of the whole workspace, which come without output.',
		displayOptions: { show: { resource: ['run'], operation: operations } },
	};
}
