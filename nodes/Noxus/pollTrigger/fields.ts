import { choiceField, multiChoiceField, textField } from '../../../common/items/fieldTypes';
import { collection } from '../../../common/items/fields';
import { outputFields, outputOptions } from '../fields/output';

/** The fields of the trigger's panel; n8n adds Poll Times above them. */
export const pollFields = {
	watch: choiceField({
		displayName: 'Watch',
		noDataExpression: true,
		default: 'workspace',
		description: 'Which runs to check',
		options: [
			{
				name: 'All Workflows',
				value: 'workspace',
				description: 'Every run of the workspace that the API key belongs to',
			},
			{
				name: 'Chosen Workflows',
				value: 'workflows',
				description: 'Only runs of these workflows. Takes fewer requests if Noxus keeps many runs.',
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
	}),
	...outputFields(['workflowIds']),
	options: collection({
		...outputOptions,
		groupId: textField({
			displayName: 'Workspace ID',
			description:
				'Only runs of this workspace, for an API key that sees several. Leave empty for all.',
		}),
	}),
};
