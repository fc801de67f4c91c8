import type { INodeProperties } from 'n8n-workflow';

/** The fields of the trigger's panel. */
export const triggerProperties: INodeProperties[] = [
	{
		displayName:
			'Copy the Production URL above into the option Callback URL of a Noxus node, or send it as callback_url with the API. Noxus must be able to reach it: an n8n on localhost is out of its reach.',
		name: 'urlNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Statuses',
		name: 'statuses',
		type: 'multiOptions',
		required: true,
		default: ['completed', 'failed', 'stopped'],
		description: 'How a run has to end to start this workflow',
		options: [
			{ name: 'Completed', value: 'completed' },
			{ name: 'Failed', value: 'failed' },
			{ name: 'Stopped', value: 'stopped' },
		],
	},
	{
		displayName: 'Workflow IDs',
		name: 'workflowIds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 3c90c3cc-0d44-4b50-8888-8dd25736052a',
		description:
			'Only runs of these Noxus workflows. Separate IDs with commas. Leave empty for all.',
	},
	{
		displayName: 'Verify',
		name: 'verify',
		type: 'boolean',
		default: true,
		description:
			'Whether to ask Noxus for the run before anything starts. Noxus signs nothing, so without this anyone who knows the URL can start this workflow.',
	},
];
