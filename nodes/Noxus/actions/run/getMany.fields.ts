import type { INodeProperties } from 'n8n-workflow';

import { listedWorkflow } from '../../fields/workflow.fields';

const show = { resource: ['run'], operation: ['getMany'] };

/** The statuses that Noxus documents (API page "Create Run"). */
const statuses: INodeProperties = {
	displayName: 'Statuses',
	name: 'statuses',
	type: 'multiOptions',
	default: [],
	description: 'Only runs in one of these statuses. Leave empty for all.',
	options: [
		{ name: 'Awaiting Human Feedback', value: 'awaiting_human_feedback' },
		{ name: 'Completed', value: 'completed' },
		{ name: 'Failed', value: 'failed' },
		{ name: 'Queued', value: 'queued' },
		{ name: 'Running', value: 'running' },
		{ name: 'Stopped', value: 'stopped' },
	],
};

export const getManyFields: INodeProperties[] = [
	listedWorkflow(['getMany']),
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		description: 'Max number of results to return',
		displayOptions: { show: { ...show, returnAll: [false] } },
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Created After',
				name: 'createdAfter',
				type: 'dateTime',
				default: '',
				description:
					"Only runs that were created at this time or later, in the workflow's time zone",
			},
			{
				displayName: 'Created Before',
				name: 'createdBefore',
				type: 'dateTime',
				default: '',
				description: "Only runs that were created before this time, in the workflow's time zone",
			},
			statuses,
		],
	},
];
