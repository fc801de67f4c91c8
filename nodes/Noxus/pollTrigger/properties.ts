import type { INodeProperties } from 'n8n-workflow';

import { outputFieldsWhere, outputOptions } from '../fields/output.fields';

/** The fields of the trigger's panel; n8n adds Poll Times above them. */
export const runFinishedProperties: INodeProperties[] = [
	{
		displayName: 'Watch',
		name: 'watch',
		type: 'options',
		noDataExpression: true,
		default: 'workspace',
		description: 'Which runs to look at',
		options: [
			{
				name: 'All Workflows',
				value: 'workspace',
				description: 'Every run of the workspace that the API key belongs to',
			},
			{
				name: 'Chosen Workflows',
				value: 'workflows',
				description:
					'Only runs of these workflows. Takes fewer requests where Noxus keeps many runs.',
			},
		],
	},
	{
		displayName: 'Workflow Names or IDs',
		name: 'workflowIds',
		type: 'multiOptions',
		required: true,
		default: [],
		description:
			'The Noxus workflows to watch. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		typeOptions: { loadOptionsMethod: 'getWorkflows' },
		displayOptions: { show: { watch: ['workflows'] } },
	},
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		required: true,
		default: ['completed', 'failed', 'stopped'],
		description: 'Which runs start this workflow',
		options: [
			{
				name: 'Awaiting Human Feedback',
				value: 'awaiting_human_feedback',
				description: 'Has not ended, and waits for the answer of a person',
			},
			{ name: 'Completed', value: 'completed' },
			{ name: 'Failed', value: 'failed' },
			{ name: 'Stopped', value: 'stopped' },
		],
	},
	...outputFieldsWhere({}, ['workflowIds']),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			...outputOptions,
			{
				displayName: 'Workspace ID',
				name: 'groupId',
				type: 'string',
				default: '',
				description:
					'Only runs of this workspace, for an API key that sees several. Leave empty for all.',
			},
		],
	},
];
