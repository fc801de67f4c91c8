import { choiceField, multiChoiceField, textField } from '../../../common/items/fieldTypes';
import { collection } from '../../../common/items/fields';
import { outputFields, outputOptions } from '../fields/output';

/** The fields of the trigger's panel; n8n adds Poll Times above them. */
export const pollFields = {
	watch: choiceField({
		displayName: 'Watch',
		noDataExpression: true,
		default: 'workspace',
		description: 'Which runs can start this workflow',
		options: [
			{
				name: 'All Workflows',
				value: 'workspace',
				description: 'All runs of the workspace of the API key',
			},
			{
				name: 'Selected Workflows',
				value: 'workflows',
				description:
					'Only runs of the workflows you select. Needs fewer requests in a large workspace.',
			},
		],
	}),
	workflowIds: multiChoiceField({
		displayName: 'Workflow Names or IDs',
		required: true,
		default: [],
		description:
			'The Noxus workflows to watch. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		typeOptions: { loadOptionsMethod: 'getWorkflows' },
		displayOptions: { show: { watch: ['workflows'] } },
	}),
	statuses: multiChoiceField({
		displayName: 'Statuses',
		required: true,
		default: ['completed', 'failed', 'stopped'],
		description: 'Start this workflow only for runs with these statuses',
		options: [
			{
				name: 'Awaiting Human Feedback',
				value: 'awaiting_human_feedback',
				description: 'The run has not finished, but waits for a person to answer',
			},
			{ name: 'Completed', value: 'completed' },
			{ name: 'Failed', value: 'failed' },
			{ name: 'Stopped', value: 'stopped' },
		],
	}),
	...outputFields(['workflowIds']),
	options: collection({
		...outputOptions,
		groupId: textField({
			displayName: 'Workspace ID',
			description:
				'Start this workflow only for runs of this Noxus workspace. Leave empty for all.',
		}),
	}),
};
